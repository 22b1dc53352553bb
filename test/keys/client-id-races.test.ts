// Another OAuth client id while something is under way: no token is lost, and none is sent or ended as a client that it wasn't given to.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../caller.js'
import { disconnect, isVoided } from '../../connections/disconnect.js'
import { listConnections } from '../../connections/list-connections.js'
import { markNeedsSignIn } from '../../connections/mark-needs-sign-in.js'
import type { Database } from '../../database.js'
import { lifeCommand } from '../../keys/cli/life-command.js'
import { SANDBOX_TENANT } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { aliceAt, startRefreshing, type Refreshing } from '../connections/support/refreshing.js'
import { startStandIn } from '../connections/support/start-stand-in.js'
import { createTestKeys, type TestKeys } from '../support/keys.js'
import { OAUTH_CLIENT } from '../support/oauth-app.js'
import { createTestDatabase } from '../support/postgres.js'

const NEXT = { clientId: 'the-next-client', clientSecret: 'its-secret' }
const caller: Caller = { tenantId: SANDBOX_TENANT, aadObjectId: 'alice' }
let db: Database
let keys: TestKeys
let standIn: OAuthAppStandIn
let alice: Refreshing
/** Programs as the documentation wants them for a change: with both clients. */
let programs: Refreshing

beforeAll(async () => {
  keys = await createTestKeys()
  // Box: a refresh token is good for one use, and a refresh ends the access token before it.
  standIn = await startStandIn.box()
})
afterAll(() => standIn.close())
beforeEach(async () => {
  db = (await createTestDatabase()).db
  standIn.clearFaults()
  await standIn.revokeAll('alice')
  alice = await startRefreshing({ db, app: 'box', standIn, keys })
  await alice.connect()
  programs = aliceAt({ db, app: 'box', standIn, keys, clients: [NEXT, OAUTH_CLIENT] })
})

const changes = () =>
  lifeCommand({ deployment: { db, user: 'op', countHistories: null }, today: {} }, 'client-id box the-next-client --yes'.split(' '))
const owed = () =>
  db.query<{ why: string; client: string; done: boolean }>(
    `select why, client_id as client, done_at is not null as done from revocations order by created_at, why`,
  )

/** Every token is ended at the app, by the client that it was given to. */
async function expectAllEnded(): Promise<void> {
  await programs.drain()
  expect(standIn.liveTokens('alice')).toEqual([])
  const rows = await owed()
  expect(rows.filter(({ done, client }) => !done || client !== OAUTH_CLIENT.clientId)).toEqual([])
  expect(rows).not.toEqual([])
}

describe('a client id that changes', () => {
  it('while a refresh is out: what the app gave for it is ended by the client that asked', async () => {
    const expired = await programs.find()
    await standIn.expire('alice')
    standIn.addFault({ kind: 'delay', ms: 500, path: alice.token })
    const renewing = programs.renew(expired)
    await programs.untilIntent()
    await changes()
    expect((await renewing).kind).toBe('needs_sign_in')
    expect(await alice.row()).toMatchObject({ state: 'needs_sign_in', why: 'client_changed' })
    expect((await owed()).map(({ why }) => why)).toContain('superseded')
    await expectAllEnded()
  })

  it('while a sign-in is being stored: waits for it, and ends what it stored', async () => {
    const [attempt] = await db.query<{ id: string }>(
      `with request as (
         insert into sign_in_requests (tenant_id, aad_object_id, configuration_id) values ($1, $2, 'box') returning id)
       insert into sign_in_attempts (request_id, configuration_id, state_hash, verifier_sealed, session_hash, expires_at)
       select id, 'box', 'state', 'sealed', 'session', now() + interval '10 minutes' from request returning id`,
      [caller.tenantId, caller.aadObjectId],
    )
    const [stored] = await db.query<Record<string, unknown>>(`delete from connections returning *`)
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const storing = db.transaction(async (tx) => {
      expect(await isVoided(tx, attempt?.id ?? '')).toBe(false)
      await tx.query(`insert into connections select * from jsonb_populate_record(null::connections, $1)`, [JSON.stringify(stored)])
      await gate
    })
    const changing = changes()
    await until(
      'the change to wait',
      async () =>
        (await db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0,
    )
    open()
    await Promise.all([storing, changing])
    expect(await alice.row()).toMatchObject({ state: 'needs_sign_in', why: 'client_changed' })
    await expectAllEnded()
  })

  it('unseen by a connection that an older version stored beside it: its refresh token is sent as nobody else', async () => {
    const expired = await programs.find()
    await standIn.expire('alice')
    await db.query(`update app_configurations set client_id = $1`, [NEXT.clientId])
    const before = standIn.tokenCalls
    expect((await programs.renew(expired)).kind).toBe('needs_sign_in')
    expect(standIn.tokenCalls).toBe(before)
    expect(await alice.row()).toMatchObject({ state: 'needs_sign_in', why: 'client_changed' })
    await expectAllEnded()
  })

  it('after Box refused a connection, which is then disconnected: ended by the client of before', async () => {
    const row = (await alice.row())!
    await markNeedsSignIn(db, { connectionId: row.id, version: row.version, why: 'rejected' })
    await changes()
    await disconnects()
    await expectAllEnded()
  })

  it('before a disconnect: nothing is owed twice', async () => {
    await changes()
    await disconnects()
    expect(await owed()).toHaveLength(1)
    await expectAllEnded()
  })
})

async function disconnects(): Promise<void> {
  const [connection] = await listConnections(db, caller)
  const ended = await db.transaction((tx) =>
    disconnect(tx, { connectionId: connection?.id ?? '', caller, why: { kind: 'asked' }, card: null }),
  )
  expect(ended.kind).toBe('disconnected')
}
