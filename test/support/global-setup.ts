// Starts, once for all test files, what they share: a Postgres with a migrated template, a Temporal server, a workflow bundle.
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../migrations/migrate.js'
import { startPostgres } from '../../sandbox/postgres.js'
import { addDatabase } from '../../sandbox/postgres/roles.js'
import { endOrphans, recordServers } from './orphans.js'
import { TEMPLATE } from './provided.js'

/** Started by vitest; what it returns ends everything. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  await endOrphans()
  const folder = join(tmpdir(), `workbot-test-${String(process.pid)}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const postgres = await startPostgres({ stateFolder: join(folder, 'state'), durable: false, logFile: join(folder, 'postgres.log') })
  await recordServers(folder, [postgres.pid])
  await addDatabase(postgres.url('superuser', 'postgres'), TEMPLATE)
  await migrate(postgres.url('owner', TEMPLATE))
  project.provide('postgres', {
    superuser: postgres.url('superuser', TEMPLATE),
    owner: postgres.url('owner', TEMPLATE),
    program: postgres.url('program', TEMPLATE),
  })
  project.provide('temporalAddress', '')
  project.provide('workflowBundle', '')

  const end = async (): Promise<void> => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return end
}
