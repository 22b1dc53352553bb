// Connections that nobody uses: refreshed before they idle out, spread, postponed where the app doesn't answer; and ends that are told.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimEndWarnings, oweEndWarningAgain } from '../../connections/ends-soon.js'
import { keepAlive } from '../../connections/refresh/keep-alive.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import type { AppId } from '../../apps/index.js'
import { createTestKeys } from '../support/keys.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { startRefreshing, type Refreshing } from './support/refreshing.js'
import { startStandIn } from './support/start-stand-in.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})

const days = async (column: 'keep_alive_at' | 'refresh_expires_at'): Promise<number | null | undefined> => {
  const [row] = await database.db.query<{ days: number | null }>(
    `select (extract(epoch from ${column} - now()) / 86400)::float8 as days from connections`,
  )
  return row?.days
}

describe.each([
  ['salesforce', { due: [17.5, 20], end: null }],
  ['servicenow', { due: null, end: 100 }],
  ['box', { due: [35, 40], end: null }],
] as const)('a connection to %s', (app: AppId, { due, end }) => {
  let standIn: OAuthAppStandIn
  let alice: Refreshing

  beforeAll(async () => {
    standIn = await startStandIn[app]()
    alice = await startRefreshing({ db: database.db, app, standIn, keys: await createTestKeys() })
  })
  afterAll(() => standIn.close())
  beforeEach(async () => {
    standIn.clearFaults()
    await database.db.query(`delete from connections`)
    await alice.connect()
  })

  const expectDue = async (): Promise<void> => {
    const at = await days('keep_alive_at')
    if (due === null) expect(at).toBeNull()
    else expect(at).toSatisfy((value: number) => value > due[0] - 0.01 && value <= due[1])
  }

  it('is due by its app’s own rule, after a sign-in and after each refresh', async () => {
    await expectDue()
    await database.db.query(`update connections set keep_alive_at = now()`)
    const before = standIn.tokenCalls
    await keepAlive(alice.deps)
    expect(standIn.tokenCalls).toBe(before + 1)
    expect(await alice.row()).toMatchObject({ state: 'connected', version: 2 })
    await expectDue()
    await keepAlive(alice.deps)
    expect(standIn.tokenCalls).toBe(before + 1)
    expect(await alice.calls(await alice.find())).toBe(200)
  })

  it('whose app is down is due again in an hour', async () => {
    await database.db.query(`update connections set keep_alive_at = now()`)
    standIn.addFault({ kind: 'status', status: 503, path: alice.token })
    await keepAlive(alice.deps)
    expect(((await days('keep_alive_at')) ?? 0) * 24).toBeCloseTo(1, 1)
    expect(await alice.row()).toMatchObject({ state: 'connected', version: 1 })
  })

  it('has the end that its app gives it, which no refresh moves and a sign-in begins anew', async () => {
    if (end === null) {
      expect(await days('refresh_expires_at')).toBeNull()
      return
    }
    expect(await days('refresh_expires_at')).toBeCloseTo(end, 1)
    await database.db.query(`update connections set refresh_expires_at = refresh_expires_at - interval '94 days'`)
    await alice.renew(await alice.find())
    expect(await days('refresh_expires_at')).toBeCloseTo(end - 94, 1)
    const [warned] = await claimEndWarnings(database.db)
    expect(warned).toMatchObject({ configurationId: app, caller: { aadObjectId: 'alice' }, daysLeft: 6 })
    expect(await claimEndWarnings(database.db), 'told once').toEqual([])
    await oweEndWarningAgain(database.db, warned!)
    expect(await claimEndWarnings(database.db)).toHaveLength(1)
    expect(await database.db.query(`select 1 from audit where event = 'connection.ends_soon'`)).toHaveLength(2)
    await alice.connect()
    expect(await days('refresh_expires_at')).toBeCloseTo(end, 1)
    expect(await claimEndWarnings(database.db)).toEqual([])
  })
})
