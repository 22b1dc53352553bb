// The other side: a bare Temporal workflow with its own worker and starter, the same requests and rows of the same kind; no Workbot.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleWorkflowCode } from '@temporalio/worker'
import { asSuperuser } from '../sandbox/postgres/roles.js'
import { CHANNEL_ISSUER } from '../test/bot/support/teams-issuer.js'
import { anyFreePort } from '../test/support/any-free-port.js'
import { salesforceTokens } from '../test/support/salesforce.js'
import { within } from './clock.js'
import { sendCommand } from './load.js'
import type { PeerSettings } from './peer/peer-settings.js'
import { startServers, type Servers } from './servers.js'
import { createPrograms, type Side } from './side.js'
import { APP_ID, type StandIns } from './stand-ins.js'

export async function startPeer({ folder, standIns }: { folder: string; standIns: StandIns }): Promise<Side> {
  await mkdir(folder, { mode: 0o711 })
  const built = await build(folder)
  const servers = await startServers(folder)
  const { access_token: token } = await salesforceTokens(standIns.salesforce, 'integration')
  await createSchema(servers, token)
  const settings: PeerSettings = {
    ...{ databaseUrl: servers.databaseUrl('owner'), temporalAddress: servers.temporal.address, port: await anyFreePort() },
    ...{ issuer: CHANNEL_ISSUER, appId: APP_ID, jwksUrl: new URL('/keys', standIns.issuer.metadataUrl).href },
    ...{ botTokenUrl: standIns.issuer.tokenUrl, salesforceUrl: standIns.salesforce.url, bundle: built.bundle },
  }
  const started = (name: string): string[] => [join(built.programs, name), JSON.stringify(settings)]
  const env = { NODE_ENV: 'production' }
  const programs = createPrograms(folder, { bot: started('starter.js'), worker: started('worker.js') }, { bot: env, worker: env })
  await programs.start('bot')
  await programs.start('worker')
  const url = `http://127.0.0.1:${String(settings.port)}`
  const openWaits = (): Promise<string[]> =>
    asSuperuser(servers.databaseUrl('superuser'), async (client) => {
      const { rows } = await client.query<{ id: string }>('select run_id as id from waits where outcome is null order by created_at desc')
      return rows.map(({ id }) => id)
    })
  const side: Side = {
    ...{ name: 'peer', url, servers, programs },
    command: (name, waits) => `${waits ? 'waiting ' : ''}create opportunity name: ${name} amount: 50k stage: Prospecting`,
    prepare: () => Promise.resolve(),
    async oneWaiting(name) {
      const asked = standIns.message(name)
      await sendCommand(side, standIns, name, { waits: true })
      await within(30, 'a sign-in card', asked)
      const [runId = ''] = await openWaits()
      await within(30, 'a waiting run', servers.untilIdle(runId))
      return async () => {
        const call = standIns.nextAppCall()
        const answer = await fetch(`${url}/callback`, { method: 'POST', body: JSON.stringify({ runId }) })
        const { committedAt } = (await answer.json()) as { committedAt: number }
        const { at, entered } = await within(60, 'the first request of a woken run', call)
        return { committedAt, appCallAt: at, enteredAt: entered }
      }
    },
    countWaiting: async () => (await openWaits()).length,
    async close() {
      await programs.kill('bot')
      await programs.kill('worker')
      await servers.stop()
    },
  }
  return side
}

/** Plain JavaScript and a bundle made ahead, as ours. */
async function build(folder: string): Promise<{ programs: string; bundle: string }> {
  const [programs, bundle] = [join(folder, 'peer'), join(folder, 'workflow-bundle.js')]
  await copyFile('package.json', join(folder, 'package.json'))
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const flags = ['--project', 'bench/peer/tsconfig.build.json', '--outDir', programs, '--noCheck']
  await promisify(execFile)(process.execPath, [tsc, ...flags])
  const { code } = await bundleWorkflowCode({ workflowsPath: join(programs, 'workflow.js'), logger: silent })
  await writeFile(bundle, code)
  return { programs, bundle }
}

const nothing = (): void => undefined
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

async function createSchema(servers: Servers, token: string): Promise<void> {
  const schema = await readFile(new URL('peer/schema.sql', import.meta.url), 'utf8')
  await asSuperuser(servers.databaseUrl('owner'), async (client) => {
    await client.query(schema)
    await client.query(`insert into connections (caller, token) values ('shared', $1)`, [token])
  })
}
