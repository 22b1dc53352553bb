// Our side: the production build by plain node, its main journey by commands and a browser.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createDatabase, type Database } from '../database.js'
import { createLogger } from '../log.js'
import { migrate } from '../migrations/migrate.js'
import { alice, SANDBOX_TENANT } from '../sandbox/people.js'
import { createBrowser } from '../test/support/browser.js'
import { createTestKeys } from '../test/support/keys.js'
import { SALESFORCE_CLIENT } from '../test/support/salesforce.js'
import { connectIntegration } from '../test/support/shared-connection.js'
import { signsIn } from '../test/support/sign-in.js'
import { createTeamsPerson } from '../test/support/teams-person.js'
import { within } from './clock.js'
import { sendCommand } from './load.js'
import { startServers, type Servers } from './servers.js'
import { createPrograms, type Side } from './side.js'
import { APP_ID, type StandIns } from './stand-ins.js'

const SIGN_IN = 'Sign in to Salesforce'

export async function startOurs({ folder, port, standIns }: { folder: string; port: number; standIns: StandIns }): Promise<Side> {
  await mkdir(folder, { mode: 0o711 })
  const dist = await build(folder)
  const servers = await startServers(folder)
  await migrate(servers.databaseUrl('owner'))
  const url = `http://localhost:${String(port)}`
  const env = await environment({ url, port, servers, standIns })
  const commands = { bot: [join(dist, 'bot/main.js')], worker: [join(dist, 'worker/main.js')] }
  const programs = createPrograms(folder, commands, { bot: env, worker: env })
  await programs.start('bot')
  await programs.start('worker')
  const db = createDatabase(servers.databaseUrl('program'), { log: createLogger('bench', 'silent'), max: 2 })
  await connectIntegration({ db, env })
  const person = createTeamsPerson({ url, teams: standIns.teams, issuer: standIns.issuer }, alice)
  const browser = createBrowser()

  /** As after a 401 of the app: the next run of hers asks again. */
  const forgetAlice = () =>
    db.query(`update connections set state = 'needs_sign_in', version = version + 1 where aad_object_id = $1`, [alice.aadObjectId])
  const signInCommitted = async (): Promise<number> => {
    const [row] = await db.query<{ at: number }>(
      `select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from audit where event = 'sign_in.connected' order by id desc limit 1`,
    )
    return row?.at ?? Number.NaN
  }
  const side: Side = {
    ...{ name: 'ours', url, servers, programs },
    command: (name) => `create opportunity name: ${name} amount: 50k stage: Prospecting`,
    async prepare(waits) {
      const given = ['set', 'create-opportunity', '--verify-user-access', waits ? 'on' : 'off']
      const settings = { DATABASE_URL: servers.databaseUrl('program'), WORKBOT_SANDBOX: 'true' }
      await promisify(execFile)(process.execPath, [join(dist, 'settings/cli.js'), ...given], { cwd: folder, env: settings })
    },
    async oneWaiting(name) {
      await forgetAlice()
      const asked = standIns.message(name)
      await sendCommand(side, standIns, name, { waits: true })
      await within(30, 'a sign-in card', asked)
      await within(30, 'a card that stands', untilShown(db))
      const [run] = await db.query<{ id: string }>(`select run_id as id from waits where aad_object_id = $1 and outcome is null`, [
        alice.aadObjectId,
      ])
      // Killed or woken before that, a run would be measured in the middle of a task.
      await within(30, 'a waiting run', servers.untilIdle(run?.id ?? ''))
      return async () => {
        const call = standIns.nextAppCall()
        await signsIn(person.link(SIGN_IN), { as: 'alice', browser })
        const { at } = await within(60, 'the first request of a woken run', call)
        return { committedAt: await signInCommitted(), appCallAt: at, enteredAt: null }
      }
    },
    async countWaiting() {
      const [row] = await db.query<{ count: number }>(`select count(*)::int as count from waits where outcome is null`)
      return row?.count ?? 0
    },
    async close() {
      await programs.kill('bot')
      await programs.kill('worker')
      await db.end()
      await servers.stop()
    },
  }
  return side
}

/** As in the image: dist/ beside package.json and the dependencies. */
async function build(folder: string): Promise<string> {
  const dist = join(folder, 'dist')
  await copyFile('package.json', join(folder, 'package.json'))
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  await promisify(execFile)(process.execPath, ['build.mjs', '--no-check', '--out', dist])
  return dist
}

/** The sandbox's switch allows http on loopback; Teams' tokens are checked as always. */
async function environment({ url, port, servers, standIns }: { url: string; port: number; servers: Servers; standIns: StandIns }) {
  const { entra, salesforce, issuer } = standIns
  const { clientId, clientSecret } = SALESFORCE_CLIENT
  return {
    ...(await createTestKeys()),
    ...{ NODE_ENV: 'production', WORKBOT_SANDBOX: 'true', PUBLIC_URL: url, PORT: String(port), TENANT_ID: SANDBOX_TENANT },
    ...{ DATABASE_URL: servers.databaseUrl('program'), TEMPORAL_ADDRESS: servers.temporal.address },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: 'bot-password', BOT_SERVICE_HOSTS: '127.0.0.1' },
    ...{ BOT_OPENID_METADATA_URL: issuer.metadataUrl, BOT_TOKEN_URL: issuer.tokenUrl },
    ...{ EXTRA_APP_HOSTS: new URL(salesforce.url).host, ENTRA_AUTHORITY: entra.url },
    ...{ ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: clientSecret },
    ...{ SALESFORCE_URL: salesforce.url, SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret },
  }
}

/** Alice's card stands, and nothing is owed of it. */
async function untilShown(db: Database): Promise<void> {
  const shown = `select 1 from sign_in_requests where aad_object_id = $1 and ended_at is null and shown_revision = revision`
  while ((await db.query(shown, [alice.aadObjectId])).length === 0) await wait(10)
}
