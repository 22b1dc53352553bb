// Refresh against stand-ins that keep each app's rules: Salesforce rotates and ends the family of a used token, ServiceNow gives the same
// refresh token again, Box's is good for one use and a refresh ends the access token before it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppUnavailable, RateLimited } from '../../apps/errors.js'
import type { Access } from '../../connections/access.js'
import { RefreshUnderWay } from '../../connections/errors.js'
import { commitIntent, takeLease } from '../../connections/refresh/lease.js'
import type { Database } from '../../database.js'
import type { Fault } from '../../sandbox/oauth-app/faults.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { appsUnderTest } from '../contract/apps-under-test.js'
import { createTestKeys, type TestKeys } from '../support/keys.js'
import { createTestDatabase } from '../support/postgres.js'
import { startRefreshing, type Refreshing } from './support/refreshing.js'
import { startStandIn } from './support/start-stand-in.js'

type Trouble = Fault extends infer Each ? (Each extends unknown ? Omit<Each, 'path'> : never) : never
const harmless: [string, Trouble][] = [
  ['no token_type', { kind: 'field', field: 'token_type', value: null }],
  ['a token_type in capitals', { kind: 'field', field: 'token_type', value: 'BEARER' }],
  ['a nonsense expires_in', { kind: 'field', field: 'expires_in', value: 'soon' }],
]
const transient: [string, Trouble, typeof AppUnavailable | typeof RateLimited][] = [
  ['503', { kind: 'status', status: 503, body: 'down' }, AppUnavailable],
  ['429 with a time', { kind: 'status', status: 429, retryAfter: 30 }, RateLimited],
  ['a page of HTML', { kind: 'html' }, AppUnavailable],
  ['a client secret it no longer takes', { kind: 'status', status: 400, body: '{"error":"invalid_client"}' }, AppUnavailable],
]
const lost: [string, Trouble][] = [
  ['a cut connection after it was done', { kind: 'drop' }],
  ['more than 64 KB after it was done', { kind: 'huge', bytes: 100_000 }],
  ['a token of a type that nobody knows', { kind: 'field', field: 'token_type', value: 'mac' }],
  ['no access token', { kind: 'field', field: 'access_token', value: null }],
]

let db: Database
let keys: TestKeys
beforeAll(async () => {
  db = (await createTestDatabase()).db
  keys = await createTestKeys()
})

const noLease = () => db.query(`update connections set lease_until = now()`)

describe.each(appsUnderTest)('$id', ({ id: app, afterLostAnswer }) => {
  let standIn: OAuthAppStandIn
  let alice: Refreshing
  let expired: Access

  beforeAll(async () => {
    standIn = await startStandIn[app]()
    alice = await startRefreshing({ db, app, standIn, keys })
  })
  afterAll(() => standIn.close())
  beforeEach(async () => {
    standIn.clearFaults()
    await db.query(`delete from connections`)
    await db.query(`delete from revocations`)
    await standIn.revokeAll('alice')
    await alice.connect()
    expired = await alice.find()
    await standIn.expire('alice')
  })
  const kinds = () =>
    standIn
      .liveTokens('alice')
      .map(({ kind }) => kind)
      .sort()
  const adds = (trouble: Trouble) => {
    standIn.addFault({ ...trouble, path: alice.token })
  }

  describe('an expired access token', () => {
    it('is renewed, stored before it is used, and serves again the next time', async () => {
      expect(await alice.calls(expired)).toBe(401)
      const renewed = await alice.renew(expired)
      expect(await alice.calls(renewed)).toBe(200)
      expect(await alice.row()).toMatchObject({ state: 'connected', version: 2, intent: false, lease: false })
      await standIn.expire('alice')
      expect(await alice.calls(await alice.renew(renewed))).toBe(200)
      expect(kinds()).toEqual(['access', 'refresh'])
    })

    it('that somebody else has renewed already is only read again', async () => {
      await alice.renew(expired)
      const before = standIn.tokenCalls
      expect(await alice.calls(await alice.renew(expired))).toBe(200)
      expect(standIn.tokenCalls).toBe(before)
    })

    it('while another holder is at it makes the step look again in a second', async () => {
      expect(await takeLease(db, (await alice.row())!)).toMatchObject({ kind: 'held' })
      const before = standIn.tokenCalls
      await expect(alice.renew(expired)).rejects.toThrow(RefreshUnderWay)
      expect(standIn.tokenCalls).toBe(before)
    })

    it('whose end the app has said is renewed before it, and one that says nothing is not', async () => {
      const before = standIn.tokenCalls
      await db.query(`update connections set access_expires_at = now() + interval '30 s'`)
      expect(await alice.calls(await alice.find())).toBe(200)
      await db.query(`update connections set access_expires_at = null`)
      await alice.find()
      expect(standIn.tokenCalls).toBe(before + 1)
    })
  })

  describe('answering a refresh with', () => {
    it.each(harmless)('%s loses nothing of what it gave', async (_what, trouble) => {
      adds(trouble)
      expect(await alice.calls(await alice.renew(expired))).toBe(200)
      expect(kinds()).toEqual(['access', 'refresh'])
    })

    it.each(transient)('%s is tried again, and the connection lives on', async (_what, trouble, error) => {
      adds(trouble)
      await expect(alice.renew(expired)).rejects.toThrow(error)
      expect(await alice.row()).toMatchObject({ state: 'connected', version: 1, intent: false })
      await expect(alice.renew(expired), 'nobody asks again at once').rejects.toThrow(RefreshUnderWay)
      await noLease()
      expect(await alice.calls(await alice.renew(expired))).toBe(200)
    })

    it.each(lost)('%s costs one new sign-in at most', async (_what, trouble) => {
      adds(trouble)
      const before = standIn.tokenCalls
      const { kind, sent } = afterLostAnswer
      const first = await alice.renew(expired).catch((error: unknown) => error)
      if (sent === 2) {
        expect(first).toBeInstanceOf(AppUnavailable)
        expect(await alice.row()).toMatchObject({ state: 'connected', intent: true })
        await noLease()
      }
      const access = sent === 1 ? (first as Access) : await alice.renew(expired)
      expect(access.kind).toBe(kind)
      expect(standIn.tokenCalls).toBe(before + sent)
      if (access.kind === 'ready') {
        expect(await alice.calls(access)).toBe(200)
        return
      }
      expect(await alice.row()).toMatchObject({ state: 'needs_sign_in' })
      await alice.drain()
      // What Box gave for the used token can't be reached by it any more; Salesforce ends the family.
      if (app === 'salesforce') expect(kinds()).toEqual([])
      await alice.connect()
      expect(await alice.calls(await alice.find())).toBe(200)
    })
  })

  describe('a grant that it has ended', () => {
    it('needs a new sign-in, with why, and that is audited', async () => {
      await standIn.revokeAll('alice')
      expect(await alice.renew(expired)).toMatchObject({ kind: 'needs_sign_in' })
      expect(await alice.row()).toMatchObject({ state: 'needs_sign_in', why: 'refresh_refused', intent: false })
      expect(await db.query(`select event, detail ->> 'why' as why from audit order by id desc limit 2`)).toEqual([
        { event: 'connection.needs_sign_in', why: 'refresh_refused' },
        { event: 'connection.refresh_failed', why: app === 'servicenow' ? 'server_error' : 'invalid_grant' },
      ])
    })

    it('is not concluded where somebody signed in meanwhile', async () => {
      await standIn.revokeAll('alice')
      adds({ kind: 'delay', ms: 400 })
      const renewing = alice.renew(expired)
      await alice.untilIntent()
      await alice.connect()
      expect(await alice.calls(await renewing)).toBe(200)
      expect(await alice.row()).toMatchObject({ state: 'connected', version: 2 })
    })
  })

  it('a sign-in during a refresh wins, and the refreshed tokens are ended there', async () => {
    adds({ kind: 'delay', ms: 400 })
    const renewing = alice.renew(expired)
    await alice.untilIntent()
    const refreshToken = await alice.connect()
    expect(await alice.calls(await renewing)).toBe(200)
    await alice.drain()
    expect(await alice.calls(await alice.find())).toBe(200)
    expect(standIn.liveTokens('alice').filter(({ kind }) => kind === 'refresh')).toEqual([expect.objectContaining({ value: refreshToken })])
  })
})

describe('a holder with too little of its lease left', () => {
  it('sends nothing, by the database’s clock or by its own', async () => {
    const standIn = await startStandIn.salesforce()
    const alice = await startRefreshing({ db, app: 'salesforce', standIn, keys })
    await db.query(`delete from connections`)
    await alice.connect()
    const taken = await takeLease(db, (await alice.row())!)
    if (taken.kind !== 'held') throw new Error('Nobody else is there.')
    await db.query(`update connections set lease_until = now() + interval '4 s'`)
    expect(await commitIntent(db, taken.lease)).toBe(false)
    await db.query(`update connections set lease_until = now() + interval '8 s'`)
    expect(await commitIntent(db, { ...taken.lease, endsAt: performance.now() + 4_000 })).toBe(false)
    expect(await commitIntent(db, taken.lease)).toBe(true)
    await standIn.close()
  })
})
