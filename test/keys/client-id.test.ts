// Another OAuth client id: said before it is done, refused at a start that wasn't asked for, and ended lawfully at the app.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { createTestDatabase } from '../support/postgres.js'
import { createTestKeys, type TestKeys } from '../support/keys.js'
import { OAUTH_CLIENT } from '../support/oauth-app.js'
import { aliceAt, startRefreshing, type Refreshing } from '../connections/support/refreshing.js'
import { startStandIn } from '../connections/support/start-stand-in.js'
import { addWaitingRun, seedRows } from '../runs/rows.js'
import type { Database } from '../../database.js'
import { lifeCommand } from '../../keys/cli/life-command.js'
import { createLogger } from '../../log.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { findAppConfiguration } from '../../settings/app-configurations.js'
import { seedFromEnvironment } from '../../settings/seed-from-environment.js'

const NEXT = { clientId: 'the-next-client', clientSecret: 'its-secret' }
let db: Database
let keys: TestKeys
let standIn: OAuthAppStandIn
let alice: Refreshing

beforeAll(async () => {
  keys = await createTestKeys()
  standIn = await startStandIn.box()
})
afterAll(() => standIn.close())
beforeEach(async () => {
  db = (await createTestDatabase()).db
  await standIn.revokeAll('alice')
  alice = await startRefreshing({ db, app: 'box', standIn, keys })
  await alice.connect()
})

const types = (line: string) => lifeCommand({ deployment: { db, user: 'op', countHistories: null }, today: {} }, line.split(' '))
const withClients = (...clients: (typeof NEXT)[]) => aliceAt({ db, app: 'box', standIn, keys, clients })
const owed = () =>
  db.query<{ why: string; done: boolean }>(`select why, done_at is not null as done from revocations order by created_at, why`)

describe('before it is done', () => {
  it('says who signs in again, what becomes of the shared connection, and which runs wait', async () => {
    const quiet = (await types('client-id box the-next-client')).text
    expect(quiet).toContain('1 person signs in again')
    expect(quiet).toContain('There is no shared connection that would end.')
    expect(quiet).toContain('No run waits')
    await db.query(`insert into connections (kind, tenant_id, configuration_id, account_key, account_name, org_id, org_name, host, tokens_sealed)
      select 'shared', tenant_id, configuration_id, account_key, account_name, org_id, org_name, host, tokens_sealed from connections`)
    await seedRows(db)
    const { runId, requestId } = await addWaitingRun(db)
    await db.query(`update sign_in_requests set configuration_id = 'box' where id = $1`, [requestId])
    const { ok, text } = await types('client-id box the-next-client')
    expect([ok, text.includes('from client id workbot to the-next-client')]).toEqual([true, true])
    expect(text).toContain('The shared connection ends')
    expect(text).toContain('1 run waits for a sign-in there, and goes on waiting')
    expect(text).toMatch(new RegExp(`^${runId} +createOpportunity +Carol `, 'm'))
    expect(text).toContain('BOX_CLIENT_ID_PREVIOUS=workbot')
  })

  it('changes nothing', async () => {
    await types('client-id box the-next-client')
    expect(await alice.row()).toMatchObject({ state: 'connected', version: 1 })
    expect((await findAppConfiguration(db, 'box'))?.clientId).toBe('workbot')
  })

  it.each([
    ['client-id sap x', 'There is no app configuration "sap". There are box.'],
    ['client-id box', 'npm run keys -- client-id'],
    ['client-id box next --lost', 'npm run keys -- client-id'],
    ['status --yes', 'npm run keys -- client-id'],
  ])('%s is refused', async (line, words) => {
    const { ok, text } = await types(line)
    expect([ok, text.includes(words)]).toEqual([false, true])
  })
})

describe('a start with another client id', () => {
  const log = createLogger('test', 'silent')
  const environment = {
    ...{ BOX_LABEL: 'Box', BOX_CLIENT_ID: NEXT.clientId, BOX_CLIENT_SECRET: NEXT.clientSecret },
  }
  const start = (more: object = {}) => seedFromEnvironment({ tx: db, log }, { ...environment, BOX_URL: standIn.url, ...more }, apps)

  it('is refused with the command that changes it, and nobody signs in again for a slip', async () => {
    await expect(start()).rejects.toMatchObject({
      code: 'WB-SETTINGS-002',
      message: expect.stringContaining('npm run keys -- client-id box the-next-client') as string,
    })
    expect((await findAppConfiguration(db, 'box'))?.clientId).toBe('workbot')
    expect(await alice.row()).toMatchObject({ state: 'connected', version: 1 })
  })

  it('goes on as the client before where that is given too, until the change is confirmed', async () => {
    await start({ BOX_CLIENT_ID_PREVIOUS: OAUTH_CLIENT.clientId, BOX_CLIENT_SECRET_PREVIOUS: OAUTH_CLIENT.clientSecret })
    expect((await findAppConfiguration(db, 'box'))?.clientId).toBe('workbot')
    const programs = withClients(NEXT, OAUTH_CLIENT)
    const expired = await programs.find()
    await standIn.expire('alice')
    expect(await programs.calls(await programs.renew(expired))).toBe(200)
    await types('client-id box the-next-client --yes')
    await start()
    expect((await findAppConfiguration(db, 'box'))?.clientId).toBe('the-next-client')
  })
})

describe('once it is confirmed', () => {
  it('connections need a new sign-in, with why, and it is audited by whom', async () => {
    const { ok, text } = await types('client-id box the-next-client --yes')
    expect([ok, text.includes('1 connection needs a new sign-in')]).toEqual([true, true])
    expect(await alice.row()).toMatchObject({ state: 'needs_sign_in', why: 'client_changed', lease: false, intent: false })
    const entries = await db.query<{ event: string; detail: object; person: string | null }>(
      `select event, detail - 'connectionId' as detail, aad_object_id as person from audit order by id`,
    )
    expect(entries).toEqual([
      {
        event: 'setting.changed',
        detail: { setting: 'client_id', from: 'workbot', to: 'the-next-client', by: 'shell:op' },
        person: null,
      },
      { event: 'connection.needs_sign_in', detail: { why: 'client_changed' }, person: 'alice' },
    ])
    expect((await types('client-id box the-next-client --yes')).text).toContain('already')
    expect((await types('client-id box one-more')).text).toContain('Nobody signs in again.')
  })

  it('the old tokens, and those that were on their way out, are ended by the client that they were given to', async () => {
    await db.query(`insert into revocations (configuration_id, connection_id, host, tokens_sealed, why)
      select configuration_id, id, host, tokens_sealed, 'replaced' from connections`)
    await types('client-id box the-next-client --yes')
    await withClients(NEXT).drain()
    expect(await owed()).toEqual([
      { why: 'client_changed:workbot', done: false },
      { why: 'client_changed:workbot', done: false },
    ])
    expect(standIn.liveTokens('alice')).not.toEqual([])
    await withClients(NEXT, OAUTH_CLIENT).drain()
    expect(standIn.liveTokens('alice')).toEqual([])
    expect((await owed()).every(({ done }) => done)).toBe(true)
  })

  it('going back ends the tokens of each client by that client', async () => {
    await types('client-id box the-next-client --yes')
    await types('client-id box workbot --yes')
    await withClients(OAUTH_CLIENT, NEXT).drain()
    expect(standIn.liveTokens('alice')).toEqual([])
    expect(await owed()).toEqual([{ why: 'client_changed:workbot', done: true }])
  })

  it('a new sign-in owes the end of the old tokens no second time', async () => {
    await types('client-id box the-next-client --yes')
    await withClients(NEXT, OAUTH_CLIENT).drain()
    await alice.connect()
    expect(await alice.row()).toMatchObject({ state: 'connected', version: 2, why: null })
    expect(await owed()).toEqual([{ why: 'client_changed:workbot', done: true }])
  })

  it('trips under way and accounts that wait to be confirmed are void, and what was given for them is ended', async () => {
    await db.query(
      `insert into sign_in_requests (tenant_id, aad_object_id, configuration_id) select tenant_id, aad_object_id, 'box' from connections`,
    )
    await db.query(
      `insert into sign_in_attempts (request_id, configuration_id, state_hash, verifier_sealed, session_hash, expires_at,
         parked_until, parked_account, parked_connection_id, parked_sealed)
       select q.id, 'box', 'state', 'sealed', 'session', now() + interval '1 minute', now() + interval '1 minute',
         jsonb_build_object('host', c.host), c.id, c.tokens_sealed
       from sign_in_requests q, connections c`,
    )
    await db.query(`delete from connections`)
    await types('client-id box the-next-client --yes')
    expect(
      await db.query(`select used_at is not null and voided_at is not null and parked_sealed is null as void from sign_in_attempts`),
    ).toEqual([{ void: true }])
    await withClients(NEXT, OAUTH_CLIENT).drain()
    expect(standIn.liveTokens('alice')).toEqual([])
  })
})
