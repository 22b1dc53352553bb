// The sandbox as `npm start` starts it, for one test file: in a folder and on ports of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Addresses } from '../../../sandbox/addresses.js'
import { until } from '../../../sandbox/probe.js'
import { anyFreePort } from '../../support/any-free-port.js'

const launcherFile = fileURLToPath(new URL('../../../sandbox/start.mjs', import.meta.url))
const START_SECONDS = 180
const PARTS = ['bot', 'temporal', 'temporalUi', 'alice', 'bob', 'entra', 'salesforce', 'servicenow', 'box', 'files']

/** Where it runs, and its end. */
export interface OwnSandbox {
  readonly addresses: Addresses
  /** Of each part: for whoever reads why a test failed. */
  lastLogLines(): Promise<string>
  /** As one Ctrl-C does. */
  stop(): Promise<void>
}

/** Everything runs when it resolves. @throws with what the launcher said */
export async function startOwnSandbox(): Promise<OwnSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-browser-'))
  const ports: Record<string, number> = {}
  for (const part of PARTS) ports[part] = await anyFreePort()
  await writeFile(join(folder, 'ports.json'), JSON.stringify(ports))

  const launcher = spawn(process.execPath, [launcherFile, '--no-install', '--state', folder])
  const ended = once(launcher, 'exit')
  let said = ''
  for (const stream of [launcher.stdout, launcher.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const stop = async (): Promise<void> => {
    launcher.kill('SIGINT')
    await ended
    await rm(folder, { recursive: true, force: true })
  }

  const logs = join(folder, 'logs')
  const addressesFile = join(folder, 'addresses.json')
  const isSettled = (): Promise<boolean> => Promise.resolve(existsSync(addressesFile) || launcher.exitCode !== null)
  try {
    await until('The sandbox', isSettled, START_SECONDS)
    return { addresses: JSON.parse(await readFile(addressesFile, 'utf8')) as Addresses, lastLogLines: () => lastLines(logs), stop }
  } catch (error) {
    const logged = await lastLines(logs)
    await stop()
    throw new Error(`The sandbox didn't start. It said: ${said}\n${logged}`, { cause: error })
  }
}

async function lastLines(folder: string): Promise<string> {
  const files = await readdir(folder).catch(() => [])
  const ends = await Promise.all(files.map(async (file) => `${file}: ${(await readFile(join(folder, file), 'utf8')).slice(-600)}`))
  return ends.join('\n')
}
