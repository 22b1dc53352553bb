// 10,000 waiting runs of 1,000 callers beside 10 of one: what is asked in Teams, in a callback and by the sweep reads no more rows.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { saveConnection } from '../../connections/connect.js'
import { claimDisconnectCards } from '../../connections/disconnect-card.js'
import { listConnections } from '../../connections/list-connections.js'
import { areRevocationsOwed } from '../../connections/revocations.js'
import { claimWarningsOwed, findCardsOwed } from '../../connections/sign-in-card.js'
import { endSignInRequest, lockSignInRequest } from '../../connections/sign-in-requests.js'
import { createDatabase, type Database, type Transaction } from '../../database.js'
import type { Caller } from '../../caller.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { openWaitsOfRequest, someWaitingRuns } from '../../runs/open-waits.js'
import { claimRunsToStart, claimSignalsOwed } from '../../runs/owed.js'
import { claimReminders } from '../../runs/reminders-owed.js'
import { countOpenRunsOf, countRunsUsing, countWaitingRuns, listOpenRunsOf, listWaitingRuns } from '../../runs/runs-of-caller.js'
import { settleSignedIn } from '../../runs/settle-waits.js'
import { apps } from '../../apps/index.js'
import { log } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { lookAt } from './plans.js'
import { addWaiting, RUNS_EACH, somebody } from './waiting-rows.js'

const CALLERS = 1_000
const TIMES = 40
const keys = createKeyRing([{ id: 'shared-1', key: Buffer.alloc(32, 7) }])
const account = { key: 'new', name: 'new@contoso.example', orgId: 'org', orgName: 'Contoso', host: 'https://contoso.my.salesforce.com' }

/** As `personal_connections`, the callback and the sweep ask. */
const questions: Readonly<Record<string, (tx: Transaction, caller: Caller) => Promise<unknown>>> = {
  async personal_connections(tx, caller) {
    await listConnections(tx, caller)
    await countWaitingRuns(tx, caller)
    await listWaitingRuns(tx, keys, { caller, offset: 0, limit: 8 })
    await listOpenRunsOf(tx, keys, { caller, limit: 8 })
    await countOpenRunsOf(tx, caller)
    await countRunsUsing(tx, { caller, configurationId: 'salesforce' })
  },
  async callback(tx, caller) {
    const [request] = await tx.query<{ id: string }>(
      `select id from sign_in_requests where tenant_id = $1 and aad_object_id = $2 and configuration_id = 'salesforce' and ended_at is null`,
      [caller.tenantId, caller.aadObjectId],
    )
    const requestId = request?.id ?? ''
    await someWaitingRuns(tx, requestId)
    await openWaitsOfRequest(tx, keys, requestId)
    await lockSignInRequest(tx, requestId)
    const owner = { kind: 'personal', caller } as const
    await saveConnection(tx, {
      ...{ owner, configurationId: 'salesforce', account, oauth: apps.salesforce.oauth, clientId: 'workbot' },
      sealedFor: () => Promise.resolve('sealed'),
    })
    await endSignInRequest(tx, { requestId, outcome: 'connected' })
    expect(await settleSignedIn(tx, requestId)).toHaveLength(RUNS_EACH)
  },
  async sweep(tx) {
    await claimRunsToStart(tx)
    await claimSignalsOwed(tx)
    await findCardsOwed(tx)
    await claimWarningsOwed(tx)
    await claimReminders(tx)
    await areRevocationsOwed(tx)
    await claimDisconnectCards(tx)
  },
}

describe('10,000 waiting runs of 1,000 callers', () => {
  let few: Database
  let many: Database

  beforeAll(async () => {
    const fill = async (callers: number): Promise<Database> => {
      const { db, ownerUrl } = await createTestDatabase()
      const owner = createDatabase(ownerUrl, { log })
      await addWaiting(db, owner, callers)
      await owner.end()
      return db
    }
    few = await fill(1)
    many = await fill(CALLERS)
    expect(await many.query(`select 1 from waits where outcome is null`)).toHaveLength(CALLERS * RUNS_EACH)
  })
  afterAll(async () => {
    if (inject('full')) for (const [name, ask] of Object.entries(questions)) process.stdout.write(`${name}: ${await ratio(ask)}\n`)
  })

  /** For the eye: a machine's milliseconds prove nothing. */
  const ratio = async (ask: (tx: Transaction, caller: Caller) => Promise<unknown>): Promise<string> => {
    const took: { few: number[]; many: number[] } = { few: [], many: [] }
    const time = async (into: number[], db: Database, callers: number): Promise<void> => {
      const began = performance.now()
      await lookAt(db, (tx) => ask(tx, somebody(callers)))
      into.push(performance.now() - began)
    }
    // In turns: what else the machine does falls on both.
    for (let times = 0; times < TIMES; times++) {
      await time(took.many, many, CALLERS)
      await time(took.few, few, 1)
    }
    const median = (samples: number[]): number => samples.sort((one, other) => one - other)[TIMES / 2] ?? Number.NaN
    return `${(median(took.many) / median(took.few)).toFixed(2)} times as long as with 10`
  }

  it.each(Object.entries(questions))('%s reads by indexes, and not more rows than with 10', async (_name, ask) => {
    const looked = await lookAt(many, (tx) => ask(tx, somebody(CALLERS)))
    // These have a row or none here: no index could be quicker.
    const small = ['app_configurations', 'disconnects', 'revocations', 'effects', 'asks', 'addressees']
    expect(looked.whole.filter((table) => !small.includes(table))).toEqual([])
    expect(looked.rows).toBeLessThanOrEqual((await lookAt(few, (tx) => ask(tx, somebody(1)))).rows + RUNS_EACH)
  })
})
