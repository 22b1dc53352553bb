// Rows 9, 20 and 21 of the table of attacks: the refresh race and its crash, a disconnect during a refresh, clocks and answers that lie.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { appIds } from '../../app-names.js'
import type { Access } from '../../connections/access.js'
import { RefreshUnderWay } from '../../connections/errors.js'
import { queueRevocation } from '../../connections/revocations.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { createTestKeys, type TestKeys } from '../support/keys.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { programFile } from '../support/program.js'
import type { CallersOrder } from '../connections/support/refresh-callers.js'
import { startRefreshing, type Refreshing } from '../connections/support/refreshing.js'
import { startStandIn } from '../connections/support/start-stand-in.js'

const PROCESSES = 4
const CALLERS_EACH = 50
const MANY_PROCESSES_MS = 90_000
let database: TestDatabase
let keys: TestKeys
beforeAll(async () => {
  database = await createTestDatabase()
  keys = await createTestKeys()
})

describe.each(appIds)('%s', (app) => {
  let standIn: OAuthAppStandIn
  let alice: Refreshing
  let expired: Access
  const children: ChildProcess[] = []

  beforeAll(async () => {
    standIn = await startStandIn[app]()
    alice = await startRefreshing({ db: database.db, app, standIn, keys })
  })
  afterAll(() => standIn.close())
  beforeEach(async () => {
    standIn.clearFaults()
    await database.db.query(`delete from connections`)
    await database.db.query(`delete from revocations`)
    await standIn.revokeAll('alice')
    await alice.connect()
    expired = await alice.find()
  })
  afterEach(() => {
    vi.useRealTimers()
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  /** A process whose callers wait for the word. */
  const startCallers = async (callers: number): Promise<{ go(): Promise<number[]>; kill(): Promise<void> }> => {
    const order: CallersOrder = { databaseUrl: database.url, app, url: standIn.url, keys, callers }
    const child = spawn(process.execPath, [programFile('test/connections/support/refresh-callers.ts'), JSON.stringify(order)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    children.push(child)
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    return {
      async go() {
        child.stdin.write('go\n')
        const [printed] = (await once(child.stdout, 'data')) as [Buffer]
        await ended
        return JSON.parse(printed.toString()) as number[]
      },
      async kill() {
        child.kill('SIGKILL')
        await ended
      },
    }
  }

  it('200 callers over 4 processes at an expired token: one refresh call, 200 successes', { timeout: MANY_PROCESSES_MS }, async () => {
    const processes = await Promise.all(Array.from({ length: PROCESSES }, () => startCallers(CALLERS_EACH)))
    await standIn.expire('alice')
    const before = standIn.tokenCalls
    const statuses = (await Promise.all(processes.map(({ go }) => go()))).flat()
    expect(statuses).toHaveLength(PROCESSES * CALLERS_EACH)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(standIn.tokenCalls).toBe(before + 1)
  })

  it(
    'kill -9 after the app has done it and before it is stored: recovered, or one new sign-in',
    { timeout: MANY_PROCESSES_MS },
    async () => {
      const process = await startCallers(1)
      await standIn.expire('alice')
      const before = standIn.tokenCalls
      standIn.addFault({ kind: 'hold', path: alice.token })
      void process.go().catch(() => undefined)
      await until(() => standIn.liveTokens('alice').some(({ kind }) => kind === 'access'))
      await process.kill()
      standIn.clearFaults()

      await expect(alice.renew(expired), 'while its lease lasts it may still be at it').rejects.toThrow(RefreshUnderWay)
      const found = await afterTheLease(() => alice.renew(expired))
      // ServiceNow gives the same refresh token at each refresh; the others have spent the one we have.
      expect(found.kind).toBe(app === 'servicenow' ? 'ready' : 'needs_sign_in')
      expect((await alice.row())?.state, 'a dead connection is never shown as alive').toBe(
        found.kind === 'ready' ? 'connected' : 'needs_sign_in',
      )
      if (app === 'salesforce') expect(standIn.tokenCalls, 'a spent token of a family is never sent again').toBe(before + 1)
      if (found.kind !== 'ready') await alice.connect()
      expect(await alice.calls(await alice.find())).toBe(200)
    },
  )

  it('a disconnect during a refresh leaves no live token there', async () => {
    await standIn.expire('alice')
    standIn.addFault({ kind: 'delay', ms: 500, path: alice.token })
    const renewing = alice.renew(expired)
    await alice.untilIntent()
    await disconnect()
    expect(await renewing).toEqual({ kind: 'needs_sign_in', version: null })
    await alice.drain()
    expect(standIn.liveTokens('alice')).toEqual([])
    expect(await database.db.query(`select 1 from connections`)).toEqual([])
    expect(await database.db.query(`select 1 from revocations where done_at is null`)).toEqual([])
  })

  /** In one transaction: the tokens are owed their end, and the connection is gone. */
  const disconnect = (): Promise<void> =>
    database.db.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string; host: string; sealed: string }>(
        `delete from connections returning id, host, tokens_sealed as sealed`,
      )
      await queueRevocation(tx, {
        configurationId: app,
        connectionId: row!.id,
        host: row!.host,
        sealed: row!.sealed,
        why: 'disconnected',
        clientId: null,
        accountKey: null,
      })
    })

  it.each([-10, 10])('a clock that is %i minutes off neither loses nor kills a connection', async (minutes) => {
    const setTo = `update connections set access_expires_at = now() + make_interval(mins => $1)`
    // The database and the app disagree: ended there and not here, or the other way round.
    await database.db.query(setTo, [minutes])
    if (minutes > 0) await standIn.expire('alice')
    const found = await alice.find()
    const usable = (await alice.calls(found)) === 401 ? await alice.renew(found) : found
    expect(await alice.calls(usable)).toBe(200)
    // Our own clock is off.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
    await standIn.expire('alice')
    expect(await alice.calls(await alice.renew(await alice.find()))).toBe(200)
    expect(await alice.row()).toMatchObject({ state: 'connected' })
  })

  it('an app that sends without end is cut off at 64 KB, and asked once', async () => {
    await standIn.expire('alice')
    const before = standIn.tokenCalls
    standIn.addFault({ kind: 'huge', bytes: 30_000_000, path: alice.token })
    await alice.renew(expired).catch(() => undefined)
    expect(standIn.tokenCalls).toBe(before + 1)
    expect((await alice.row())?.version).toBe(1)
  })
})

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !condition();) {
    if (Date.now() > deadline) throw new Error('It did not happen.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function afterTheLease(work: () => Promise<Access>): Promise<Access> {
  for (const deadline = Date.now() + 30_000; ;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RefreshUnderWay) || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
