// Called runs as rows: found by the step that called them, left alone by the sweep, cancelled and dropped with their caller.
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../database.js'
import { acceptRun } from '../../runs/accept-run.js'
import { countCalledEffects, dropUnstartedCalls, findCalledRun, lockCallingRun, withCalled } from '../../runs/called-runs.js'
import { cancelOpenRun } from '../../runs/cancel-run.js'
import { claimRunsToStart, markStarted } from '../../runs/owed.js'
import { isUntouched } from '../../runs/run-again.js'
import { createTestDatabase } from '../support/postgres.js'
import { carol, keys, newRun, seedRows } from './rows.js'

let db: Database
beforeAll(async () => {
  db = (await createTestDatabase()).db
  await seedRows(db)
})
beforeEach(async () => {
  await db.query(`delete from effects`)
  await db.query(`delete from runs`)
})

/** Accepted a minute ago; with `by`, called by that run. */
async function accepted(by?: { readonly run: string; readonly step: string }): Promise<string> {
  const run = newRun(randomUUID())
  const settings = by ? { ...run.settings, calledBy: { ...by, depth: 1 } } : run.settings
  await db.transaction((tx) => acceptRun(tx, keys, { ...run, settings }))
  await db.query(`update runs set accepted_at = now() - interval '1 minute' where id = $1`, [run.id])
  return run.id
}
const stateOf = async (id: string) => (await db.query<{ state: string }>(`select state from runs where id = $1`, [id]))[0]?.state

it('is found by the run and the step that called it, and by no other', async () => {
  const caller = await accepted()
  const called = await accepted({ run: caller, step: 'call.openDeal Ares' })
  expect(await findCalledRun(db, { runId: caller, stepKey: 'call.openDeal Ares' })).toEqual({ id: called, recipe: 'createOpportunity' })
  expect(await findCalledRun(db, { runId: caller, stepKey: 'call.openDeal' })).toBeNull()
  expect(await findCalledRun(db, { runId: await accepted(), stepKey: 'call.openDeal Ares' })).toBeNull()
})

it('is started by its caller and not by the sweep', async () => {
  const caller = await accepted()
  await accepted({ run: caller, step: 'call.a' })
  expect(await claimRunsToStart(db)).toEqual([caller])
})

it('is cancelled with its caller, however deep, and marks that nothing more is to be called', async () => {
  const caller = await accepted()
  const called = await accepted({ run: caller, step: 'call.a' })
  const deeper = await accepted({ run: called, step: 'call.b' })
  const other = await accepted()
  expect([...(await withCalled(db, caller))].sort()).toEqual([caller, called, deeper].sort())
  expect(await lockCallingRun(db, caller)).toEqual({ isCancelAsked: false })
  await db.transaction((tx) => cancelOpenRun(tx, { runId: caller, caller: carol }))
  const marked = await db.query<{ id: string }>(`select id from runs where cancel_asked_at is not null`)
  expect(marked.map(({ id }) => id).sort()).toEqual([caller, called, deeper].sort())
  expect(await lockCallingRun(db, called)).toEqual({ isCancelAsked: true })
  expect(await withCalled(db, other)).toEqual([other])
})

it('is dropped where its caller ended before it was started, and not where it runs', async () => {
  const caller = await accepted()
  const called = await accepted({ run: caller, step: 'call.a' })
  const running = await accepted({ run: caller, step: 'call.b' })
  await markStarted(db, running, randomUUID())
  await dropUnstartedCalls(db, caller)
  expect(await Promise.all([caller, called, running].map(stateOf))).toEqual(['accepted', 'cancelled', 'running'])
})

it('makes its caller one that did something', async () => {
  const caller = await accepted()
  const called = await accepted({ run: caller, step: 'call.a' })
  expect(await isUntouched(db, caller)).toBe(true)
  await db.query(
    `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, identity)
     values ($1, 'salesforce.createOpportunity', 'createOpportunity', 'salesforce', $1, $2, 'carol', 'personal')`,
    [called, randomUUID()],
  )
  expect(await countCalledEffects(db, caller)).toEqual({ done: 0, unsure: 1 })
  expect(await isUntouched(db, caller)).toBe(false)
})
