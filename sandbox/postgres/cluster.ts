// A Postgres cluster in a folder: made once, and how to start it on a unix socket that only its owner may use.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isReachable, postgresAccount, type Account } from './account.js'
import { findPostgres } from './binaries.js'
import { claimOutsideFolder } from './outside-folder.js'
import { PROGRAM, OWNER, type RolePasswords } from './roles.js'
import type { Command } from '../process.js'
import { shortHash } from '../short-hash.js'

/** A cluster that can be started. */
export interface Cluster {
  readonly version: string
  readonly dataFolder: string
  /** In the machine's temporary folder; it can go when the server has ended. */
  readonly socketFolder: string
  readonly passwords: RolePasswords
  readonly command: Command
  url(role: keyof RolePasswords, database: string): string
}

/** Kept beside the data; the id ties a data folder that must lie elsewhere to this state folder. */
interface Identity {
  readonly id: string
  readonly passwords: RolePasswords
}

/**
 * @param stateFolder holds the passwords, and the data where the account may reach it
 * @param durable false for tests: a crash of the machine may then lose data, a killed process doesn't
 */
export async function prepareCluster({ stateFolder, durable }: { stateFolder: string; durable: boolean }): Promise<Cluster> {
  const account = postgresAccount()
  const binaries = await findPostgres(account)
  await mkdir(stateFolder, { recursive: true, mode: 0o700 })
  if (account) await chmod(stateFolder, 0o711)
  const identity = await readIdentity(join(stateFolder, 'postgres.json'))
  const dataFolder = await placeData(stateFolder, identity.id, account)
  const socketFolder = join(tmpdir(), `workbot-${shortHash(`${stateFolder} ${identity.id}`)}`)
  await ownFolder(socketFolder, account)
  if (!(await isCluster(dataFolder))) await initialise({ binaries: binaries.folder, dataFolder, identity, account, durable })
  // Nothing by the clock either: a plan that a test looks at is the same however busy the machine is.
  const relaxed = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
    'max_connections=200',
    'shared_buffers=32MB',
    ...relaxed,
  ]
  return {
    version: binaries.version,
    dataFolder,
    socketFolder,
    passwords: identity.passwords,
    command: {
      file: join(binaries.folder, 'postgres'),
      args: ['-D', dataFolder, ...settings.flatMap((setting) => ['-c', setting])],
      env: plainEnvironment,
      cwd: '/',
      account,
      endSignal: 'SIGINT', // fast shutdown: https://www.postgresql.org/docs/current/server-shutdown.html
    },
    url: (role, database) =>
      `postgres://${roleNames[role]}:${identity.passwords[role]}@/${database}?host=${encodeURIComponent(socketFolder)}`,
  }
}

const roleNames = { superuser: 'postgres', owner: OWNER, program: PROGRAM } as const
const plainEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const

async function readIdentity(file: string): Promise<Identity> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Identity
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const secret = (): string => randomBytes(18).toString('base64url')
  const identity = { id: secret(), passwords: { superuser: secret(), owner: secret(), program: secret() } }
  await writeFile(`${file}.new`, JSON.stringify(identity), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return identity
}

/** Below the state folder where the account can get there, else in a folder that outlives a restart of the machine. */
async function placeData(stateFolder: string, id: string, account: Account | null): Promise<string> {
  const inside = join(stateFolder, 'postgres')
  return (await isReachable(inside, account)) ? inside : join(await claimOutsideFolder(stateFolder, id), 'postgres')
}

async function ownFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account) await chown(folder, account.uid, account.gid)
}

async function isCluster(dataFolder: string): Promise<boolean> {
  return readFile(join(dataFolder, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
}

/** Made in a draft folder: an initdb that is killed half-way leaves nothing that looks finished. */
async function initialise(given: {
  binaries: string
  dataFolder: string
  identity: Identity
  account: Account | null
  durable: boolean
}): Promise<void> {
  const draft = `${given.dataFolder}.new`
  const passwordFile = `${given.dataFolder}.password`
  await rm(draft, { recursive: true, force: true })
  await ownFolder(draft, given.account)
  await writeFile(passwordFile, given.identity.passwords.superuser, { mode: 0o600 })
  if (given.account) await chown(passwordFile, given.account.uid, given.account.gid)
  try {
    const options = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C']
    if (!given.durable) options.push('--no-sync')
    await promisify(execFile)(join(given.binaries, 'initdb'), ['-D', draft, ...options], {
      ...given.account,
      cwd: '/',
      env: plainEnvironment,
    })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, given.dataFolder)
}
