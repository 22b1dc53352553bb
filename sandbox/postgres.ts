// The embedded Postgres: started, awaited, and given its roles.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startProcess, type RunningProcess } from './process.js'
import { prepareCluster, type Cluster } from './postgres/cluster.js'
import { asSuperuser, createRoles } from './postgres/roles.js'

/** A server that answers. `url` gives a connection string for one of its roles. */
export interface PostgresServer extends Pick<Cluster, 'url' | 'version'> {
  readonly pid: number
  stop(): Promise<void>
}

/** Starts the cluster of a state folder, made where it is missing; the roles exist when this resolves. */
export async function startPostgres(given: { stateFolder: string; durable: boolean; logFile: string }): Promise<PostgresServer> {
  const cluster = await prepareCluster(given)
  await endLeftOver(cluster)
  const server = await startUntilUp(cluster, given.logFile)
  await createRoles(cluster.url('superuser', 'postgres'), cluster.passwords)
  return {
    url: (role, database) => cluster.url(role, database),
    version: cluster.version,
    pid: server.pid,
    async stop() {
      await server.stop()
      await rm(cluster.socketFolder, { recursive: true, force: true })
    },
  }
}

/** A launcher that was killed leaves its server running: it is asked to end, and waited for. */
export async function endLeftOver(cluster: Cluster): Promise<void> {
  const pid = Number.parseInt((await readFile(join(cluster.dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0] ?? '', 10)
  if (!pid || !(await isAnswering(cluster))) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 100 && (await isAnswering(cluster)); tries++) await wait(50)
}

/** Resolves when the server takes statements. @throws after `seconds` */
export async function untilAnswering(cluster: Cluster, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1_000
  while (!(await isAnswering(cluster))) {
    if (Date.now() > deadline) throw new Error(`Postgres didn't answer within ${String(seconds)} s.`)
    await wait(40)
  }
}

async function isAnswering(cluster: Cluster): Promise<boolean> {
  return asSuperuser(cluster.url('superuser', 'postgres'), (client) => client.query('select')).then(
    () => true,
    () => false,
  )
}

/** Right after a kill a start fails on `postmaster.pid`, until the dead server's children are reaped: tried again, the file never touched. */
async function startUntilUp(cluster: Cluster, logFile: string): Promise<RunningProcess> {
  for (let tries = 1; ; tries++) {
    const server = await startProcess(cluster.command, logFile)
    const outcome = await Promise.race([untilAnswering(cluster), server.ended])
    if (outcome === undefined) return server
    if (tries === 50) throw new Error(`Postgres ended with ${outcome}; ${logFile} says why.`)
    await wait(100)
  }
}
