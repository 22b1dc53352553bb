// Starts, once for all test files, what they share: a Postgres with a migrated template, a Temporal server, a workflow bundle, a build of the programs.
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { inheritedEnvironment } from '../../config.js'
import { migrate } from '../../migrations/migrate.js'
import { freePort } from '../../sandbox/free-port.js'
import { startPostgres, type PostgresServer } from '../../sandbox/postgres.js'
import { addDatabase } from '../../sandbox/postgres/roles.js'
import { startTemporal, type TemporalServer } from '../../sandbox/temporal.js'
import { findTemporal } from '../../sandbox/temporal/find.js'
import { bundleWorkflows } from '../../worker/bundle-workflows.js'
import { buildPrograms } from './build-programs.js'
import { endOrphans, recordServer } from './orphans.js'
import { TEMPLATE } from './provided.js'

/** Started by vitest; what it returns ends everything. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  await endOrphans()
  const folder = join(tmpdir(), `workbot-test-${String(process.pid)}`)
  // Where we are root, Postgres runs as nobody and must get through.
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const bundle = join(folder, 'workflows.js')
  const programs = join(folder, 'programs')
  const started = await Promise.allSettled([
    postgresWithTemplate(folder),
    temporalServer(folder),
    writeBundle(bundle),
    buildPrograms(programs),
  ])
  const [postgres, temporal] = started
  const end = async (): Promise<void> => {
    for (const server of [postgres, temporal]) if (server.status === 'fulfilled') await server.value.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const failed = started.find((result) => result.status === 'rejected')
  if (failed || postgres.status === 'rejected' || temporal.status === 'rejected') {
    await end()
    throw failed?.reason
  }
  const url = postgres.value.url
  project.provide('postgres', { superuser: url('superuser', TEMPLATE), owner: url('owner', TEMPLATE), program: url('program', TEMPLATE) })
  project.provide('temporalAddress', temporal.value.address)
  project.provide('workflowBundle', bundle)
  project.provide('programs', programs)
  const {
    WORKBOT_TEST_FULL,
    WORKBOT_TEST_SEED,
    WORKBOT_TEST_KILLS,
    WORKBOT_TEST_SEQUENCES,
    WORKBOT_TEST_NODE,
    CHROMIUM_PATH,
    PATH = '',
  } = inheritedEnvironment()
  project.provide('node', WORKBOT_TEST_NODE ?? process.version)
  project.provide('full', WORKBOT_TEST_FULL === 'true')
  project.provide('seed', Number(WORKBOT_TEST_SEED ?? Date.now() % 1_000_000))
  project.provide('kills', Number(WORKBOT_TEST_KILLS ?? 300))
  project.provide('sequences', Number(WORKBOT_TEST_SEQUENCES ?? (WORKBOT_TEST_FULL === 'true' ? 1_000 : 50)))
  project.provide(
    'chromiumPath',
    CHROMIUM_PATH ??
      PATH.split(delimiter)
        .map((entry) => join(entry, 'chromium'))
        .find(existsSync) ??
      '',
  )
  endOnInterrupt(end)
  return end
}

async function writeBundle(file: string): Promise<void> {
  await writeFile(file, (await bundleWorkflows()).code)
}

async function postgresWithTemplate(folder: string): Promise<PostgresServer> {
  const postgres = await startPostgres({ stateFolder: join(folder, 'state'), durable: false, logFile: join(folder, 'postgres.log') })
  await recordServer(folder, postgres.pid)
  await addDatabase(postgres.url('superuser', 'postgres'), TEMPLATE)
  await migrate(postgres.url('owner', TEMPLATE))
  return postgres
}

async function temporalServer(folder: string): Promise<TemporalServer> {
  const binary = await findTemporal((line) => {
    process.stdout.write(`${line}\n`)
  })
  const logFile = join(folder, 'temporal.log')
  // Between finding a port and listening on it somebody else may take it.
  for (let tries = 1; ; tries++) {
    try {
      const server = await startTemporal({
        binary,
        port: await freePort(0),
        uiPort: null,
        databaseFile: join(folder, 'temporal.db'),
        logFile,
      })
      await recordServer(folder, server.pid)
      return server
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}

/** A second Ctrl-C ends vitest at once, without teardown. */
function endOnInterrupt(end: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void end().finally(() => process.exit(130))
    })
  }
}
