// One side's own Postgres and Temporal, so that their work and their files are counted for that side alone.
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { startPostgres, type PostgresServer } from '../sandbox/postgres.js'
import { addDatabase, asSuperuser } from '../sandbox/postgres/roles.js'
import { startTemporal, type TemporalServer } from '../sandbox/temporal.js'
import { findTemporal } from '../sandbox/temporal/find.js'
import { anyFreePort } from '../test/support/any-free-port.js'

export interface Servers {
  readonly postgres: PostgresServer
  readonly temporal: TemporalServer
  readonly databaseUrl: (role: 'superuser' | 'owner' | 'program') => string
  /** Bytes: the database after a checkpoint, and Temporal's file with its write-ahead log. */
  diskUse(): Promise<{ readonly postgres: number; readonly temporal: number }>
  /** Resolves when nothing of this workflow is under way: it waits. */
  untilIdle(workflowId: string): Promise<void>
  stop(): Promise<void>
}

const DATABASE = 'workbot'

/** Both keep their data on disk, as `npm start`'s do. */
export async function startServers(folder: string): Promise<Servers> {
  const stateFolder = join(folder, 'postgres')
  await mkdir(stateFolder, { recursive: true })
  const start = (): Promise<PostgresServer> => startPostgres({ stateFolder, durable: true, logFile: join(folder, 'postgres.log') })
  const first = await start()
  // By it the commit of a callback is known to the microsecond; it counts from the next start.
  await asSuperuser(first.url('superuser', 'postgres'), (client) => client.query('alter system set track_commit_timestamp = on'))
  await first.stop()
  const postgres = await start()
  await addDatabase(postgres.url('superuser', 'postgres'), DATABASE)
  const temporalFolder = join(folder, 'temporal')
  await mkdir(temporalFolder)
  const temporal = await startTemporal({
    ...{ binary: await findTemporal(() => undefined), port: await anyFreePort(), uiPort: null },
    ...{ databaseFile: join(temporalFolder, 'temporal.db'), logFile: join(folder, 'temporal.log') },
  })
  const connection = Connection.lazy({ address: temporal.address })
  const client = new Client({ connection })
  const isIdle = async (workflowId: string): Promise<boolean> => {
    const { raw } = await client.workflow.getHandle(workflowId).describe()
    return !raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0
  }
  return {
    ...{ postgres, temporal, databaseUrl: (role) => postgres.url(role, DATABASE) },
    async diskUse() {
      const size = await asSuperuser(postgres.url('superuser', DATABASE), async (client) => {
        await client.query('checkpoint')
        return (await client.query<{ size: string }>('select pg_database_size(current_database()) as size')).rows[0]?.size
      })
      const files = await readdir(temporalFolder)
      const sizes = await Promise.all(files.map(async (name) => (await stat(join(temporalFolder, name))).size))
      return { postgres: Number(size), temporal: sizes.reduce((sum, one) => sum + one, 0) }
    },
    async untilIdle(workflowId) {
      while (!(await isIdle(workflowId))) await wait(10)
    },
    async stop() {
      await connection.close()
      await temporal.stop()
      await postgres.stop()
    },
  }
}
