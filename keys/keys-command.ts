// What `npm run keys` does: shows a fresh set of keys by the program that needs them, or writes it to two new files.
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeKeys, type MadeKeys } from './make-keys.js'

/** `ok` false: nothing was written, and `text` says why. */
export interface KeysResult {
  readonly ok: boolean
  readonly text: string
}

const usage = `npm run keys                     shows a fresh set of keys, and writes nothing
npm run keys -- --out <folder>   writes it to <folder>/bot.env and <folder>/worker.env, which must not exist yet`

const both = ['SHARED_KEYS', 'CODEC_KEYS', 'TOKEN_PUBLIC_KEY'] as const
const botOnly = ['BOT_KEYS'] as const
const workerOnly = ['TOKEN_PRIVATE_KEY'] as const

/** Runs one command line, without `npm run keys --`. Keys are in `text` only where no folder was named. */
export async function keysCommand(args: readonly string[], now = new Date()): Promise<KeysResult> {
  const [flag, folder, ...rest] = args
  if (flag === undefined) return { ok: true, text: show(makeKeys(now)) }
  if (flag === '--help' || flag === 'help') return { ok: true, text: usage }
  if (flag !== '--out' || folder === undefined || rest.length > 0) return { ok: false, text: usage }
  return writeFiles(folder, makeKeys(now))
}

function show(keys: MadeKeys): string {
  return [
    '# Both programs, the same values in bot.env and in worker.env:',
    lines(keys, both),
    '# Only the bot, in bot.env:',
    lines(keys, botOnly),
    '# Only the worker, in worker.env. With it every stored token can be read; the bot must never have it:',
    lines(keys, workerOnly),
    '# Shown once and kept nowhere. Whoever loses them loses what they sealed: put them where your other secrets are.',
  ].join('\n')
}

/** No quotes around the values: Node, docker and secret stores would take them along, and none of the values has a blank. */
function lines(keys: MadeKeys, names: readonly (keyof MadeKeys)[]): string {
  return names.map((name) => `${name}=${keys[name]}\n`).join('')
}

async function writeFiles(folder: string, keys: MadeKeys): Promise<KeysResult> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const bot = join(folder, 'bot.env')
  const worker = join(folder, 'worker.env')
  try {
    await writeNew(bot, lines(keys, [...both, ...botOnly]))
    await writeNew(worker, lines(keys, [...both, ...workerOnly])).catch(async (error: unknown) => {
      await rm(bot)
      throw error
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return { ok: false, text: `There are keys in ${folder} already, and what they sealed opens with no others. Nothing was written.` }
  }
  return { ok: true, text: `Wrote ${bot} and ${worker}, which only you can read. Each program gets its own file, and not the other's.` }
}

/** Whole or not at all, and never over a file that is there. @throws EEXIST */
async function writeNew(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  try {
    await chmod(draft, 0o600)
    await link(draft, file)
  } finally {
    await rm(draft)
  }
}
