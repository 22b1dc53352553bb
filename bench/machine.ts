// The machine and the versions that figures belong to, in one sentence.
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { createRequire } from 'node:module'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findTemporal } from '../sandbox/temporal/find.js'

/** @param servers what else the figures depend on */
export function describeMachine(servers: readonly string[] = []): string {
  const cores = cpus()
  return [
    `${String(cores.length)} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GB of memory`,
    `${platform()} ${release()}`,
    `Node ${process.version}`,
    ...servers,
    `load average before the run ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  ].join(', ')
}

export async function describeServers(postgresVersion: string): Promise<string[]> {
  const sdk = (createRequire(import.meta.url)('@temporalio/client/package.json') as { version: string }).version
  const { stdout } = await promisify(execFile)(await findTemporal(() => undefined), ['--version'])
  return [`Postgres ${postgresVersion}`, stdout.trim().replace(/^temporal version /, 'Temporal CLI '), `TypeScript SDK ${sdk}`]
}
