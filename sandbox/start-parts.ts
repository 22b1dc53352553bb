// Starts the parts in the order in which they need each other, and side by side where they don't.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../config.js'
import { createDatabase } from '../database.js'
import { createLogger } from '../log.js'
import { migrate } from '../migrations/migrate.js'
import type { Addresses } from './addresses.js'
import { prepareBundle } from './bundle.js'
import { addressesOf, ownParts, programEnvironments, publicUrlOf } from './environment.js'
import { replaceFile } from './json-file.js'
import { readKeys } from './keys.js'
import { botPart, postgresPart, standInsPart, teamsPart, temporalPart, workerPart } from './parts.js'
import { sandboxPeople } from './people.js'
import { choosePorts, type Ports } from './ports.js'
import { endLeftOver } from './postgres.js'
import { prepareCluster } from './postgres/cluster.js'
import { addDatabase, createRoles } from './postgres/roles.js'
import { forEachApp, type SandboxAppId } from './sandbox-apps.js'
import { ensureSharedConnection } from './shared-connection.js'
import type { Supervisor } from './supervisor.js'
import { findTemporal } from './temporal/find.js'

interface Launch {
  readonly folder: string
  readonly supervisor: Supervisor
  readonly say: (line: string) => void
}

/** Everything runs when it resolves. @throws when a part doesn't start; others may run then */
export async function startParts(launch: Launch): Promise<Omit<Addresses, 'pids'>> {
  const { folder, supervisor, say } = launch
  const own = ownParts(readConfig('sandbox'))
  const [keys, ports] = await Promise.all([readKeys(join(folder, 'keys.json')), choosePorts(join(folder, 'ports.json'))])
  const at = addressesOf(ports)
  const publicUrl = publicUrlOf(ports)

  say('Starting Postgres, Temporal and the stand-ins ...')
  const [{ databaseUrl, ownerDatabaseUrl }, bundle] = await allOf([
    startDatabase(launch),
    prepareBundle(join(folder, 'bundles')),
    own.temporal && startTemporal(launch, ports),
    standInsPart({ own, ports, keys, folder: join(folder, 'stand-ins'), publicUrl }).then((part) => part && supervisor.start(part)),
  ])

  say('Starting the bot, the worker and the Teams clients ...')
  const environments = programEnvironments({ own, ports, keys, databaseUrl, bundle })
  await allOf([
    startBot(launch, environments, { ports, databaseUrl, connects: own.apps }),
    supervisor.start(workerPart(environments.worker)),
    ...sandboxPeople.map(async (person) => {
      const port = person.key === 'bob' ? ports.bob : ports.alice
      const part = await teamsPart(person, { port, botUrl: at.bot, folder: join(folder, 'teams', person.key) })
      if (own.teams) await supervisor.start(part)
    }),
  ])

  return {
    bot: at.bot,
    temporal: environments.bot.TEMPORAL_ADDRESS ?? at.temporal,
    temporalUi: own.temporal ? at.temporalUi : null,
    teams: own.teams ? { alice: at.alice, bob: at.bob } : {},
    entra: own.entra ? at.entra : null,
    files: own.teams ? at.files : null,
    ...forEachApp(({ id }) => (own.apps.includes(id) ? at[id] : null)),
    databaseUrl,
    ownerDatabaseUrl,
    people: own.entra ? sandboxPeople.map(({ key, name, email }) => ({ key, name, email })) : [],
    logs: join(folder, 'logs'),
  }
}

/** A migrated database: the connection strings of the programs, and of the schema's owner. */
async function startDatabase({ folder, supervisor }: Launch): Promise<Pick<Addresses, 'databaseUrl' | 'ownerDatabaseUrl'>> {
  const given = readConfig('sandbox')
  if (given.DATABASE_URL !== undefined) {
    const ownerDatabaseUrl = given.MIGRATIONS_DATABASE_URL ?? given.DATABASE_URL
    await migrate(ownerDatabaseUrl)
    return { databaseUrl: given.DATABASE_URL, ownerDatabaseUrl }
  }
  const cluster = await prepareCluster({ stateFolder: folder, durable: true })
  await replaceFile(join(folder, 'socket-folder'), cluster.socketFolder)
  await endLeftOver(cluster)
  await supervisor.start(postgresPart(cluster))
  const superuser = cluster.url('superuser', 'postgres')
  await createRoles(superuser, cluster.passwords)
  await addDatabase(superuser, 'workbot')
  const ownerDatabaseUrl = cluster.url('owner', 'workbot')
  await migrate(ownerDatabaseUrl)
  return { databaseUrl: cluster.url('program', 'workbot'), ownerDatabaseUrl }
}

async function startTemporal({ folder, supervisor, say }: Launch, ports: Ports): Promise<void> {
  await mkdir(join(folder, 'temporal'), { recursive: true, mode: 0o700 })
  const databaseFile = join(folder, 'temporal', 'temporal.db')
  await supervisor.start(temporalPart({ binary: await findTemporal(say), ports, databaseFile }))
}

/** The shared connections come after the bot: its start writes the app configurations to which they belong. */
async function startBot(
  { supervisor }: Launch,
  environments: ReturnType<typeof programEnvironments>,
  given: { ports: Ports; databaseUrl: string; connects: readonly SandboxAppId[] },
): Promise<void> {
  await supervisor.start(botPart(environments.bot, given.ports))
  if (given.connects.length === 0) return
  const db = createDatabase(given.databaseUrl, { log: createLogger('sandbox', 'silent') })
  const config = { ...readConfig('bot', environments.bot), ...readConfig('worker', environments.worker) }
  const connecting = given.connects.map((id) => ensureSharedConnection({ db, config }, 'integration', id))
  await allOf(connecting).finally(() => db.end())
}

/** As Promise.all, but fails only when every one has ended, so that a stop finds all of them. */
async function allOf<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }> {
  const results = await Promise.allSettled(work)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as {
    -readonly [Index in keyof Work]: Awaited<Work[Index]>
  }
}
