// Starts PySNC, ServiceNow's own client, as a child process: it comes from PyPI by its hashes, once, into a folder of its own.
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inheritedEnvironment } from '../../../config.js'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
/** As in requirements.txt. */
const FOLDER = 'pysnc-1.2.1'

/** What PySNC made of one call. */
export type Made = { readonly gives: unknown } | { readonly raises: string; readonly saying: string }

export interface Pysnc {
  act(asked: Readonly<Record<string, unknown>> & { readonly do: 'insert' | 'get' | 'update' | 'find' | 'attach' }): Promise<Made>
  close(): Promise<void>
}

/** @param url the instance's @param token that PySNC sends as it is */
export async function startPysnc(url: string, token: string): Promise<Pysnc> {
  const PYTHONPATH = await pysncFolder()
  const child = spawn('python3', [here('act.py')], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...inheritedEnvironment(), PYTHONPATH } })
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Whoever writes to it once it is gone is told by the missing answer.
  child.stdin.on('error', () => undefined)
  const write = (what: unknown): boolean => child.stdin.write(`${JSON.stringify(what)}\n`)
  write([url, token])
  return {
    async act(asked) {
      write(asked)
      const { value, done } = await lines.next()
      if (done) throw new Error('PySNC has ended; its last words are above.')
      return JSON.parse(value) as Made
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

/** Where Python finds it. */
async function pysncFolder(): Promise<string> {
  const { XDG_CACHE_HOME, HOME } = inheritedEnvironment()
  const cache = join(XDG_CACHE_HOME ? XDG_CACHE_HOME : join(HOME ?? homedir(), '.cache'), 'workbot')
  const folder = join(cache, FOLDER)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'getting-pysnc-'))
  try {
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--require-hashes']
    await promisify(execFile)('python3', ['-m', 'pip', 'install', ...options, '-r', here('requirements.txt'), '--target', draft])
    // Another clone may have been faster: its copy is the same.
    await rename(draft, folder).catch(() => undefined)
  } catch (cause) {
    throw new Error('This test needs Python 3.10 or newer with pip, which gets PySNC from PyPI.', { cause })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}
