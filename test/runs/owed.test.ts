// What is owed: accepted once, claimed by one sweep at a time, never lost, and found by its index.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimDisconnectCards, howItStands } from '../../connections/disconnect-card.js'
import { claimWarningsOwed, findCardsOwed } from '../../connections/sign-in-card.js'
import { noteMissedAttempts } from '../../connections/missed-attempts.js'
import { claimReminder } from '../../connections/remind-once.js'
import { areRevocationsOwed } from '../../connections/revocations.js'
import type { Database, Transaction } from '../../database.js'
import { acceptRun } from '../../runs/accept-run.js'
import { findAskCardsOwed } from '../../runs/ask-cards.js'
import { claimAskReminders, claimCardsBehind, claimLooks, claimMoves, claimPressed } from '../../runs/asks-owed.js'
import { countEffectsAs } from '../../runs/effects.js'
import { countWaitingRuns, listEndedRunsOf, listOpenRunsOf, listWaitingRuns } from '../../runs/runs-of-caller.js'
import { claimRunsToStart, claimSignalsOwed } from '../../runs/owed.js'
import { claimProposalCards } from '../../runs/proposal-cards.js'
import { expireProposals } from '../../runs/proposals.js'
import { claimReminders, planReminders } from '../../runs/reminders-owed.js'
import { waitsOfEndedRequest } from '../../runs/open-waits.js'
import { claimUntold, oweUntold } from '../../runs/untold.js'
import { markSignalled, settleWaitsOfRequest } from '../../runs/settle-waits.js'
import { createTestDatabase } from '../support/postgres.js'
import { addWaitingRun, carol, keys, newRun, seedRows } from './rows.js'

let db: Database
beforeAll(async () => {
  db = (await createTestDatabase()).db
  await seedRows(db)
})
beforeEach(async () => {
  await db.query(`delete from waits`)
  await db.query(`delete from sign_in_requests`)
  await db.query(`delete from runs`)
})

describe('a run', () => {
  it('is accepted once, however often and at once Teams sends its activity', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => db.transaction((tx) => acceptRun(tx, keys, newRun('activity-1')))))
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1)
    expect(await db.query(`select id from runs`)).toHaveLength(1)
    expect(newRun('activity-2').id).not.toBe(newRun('activity-1').id)
  })

  it('that was accepted and not started is claimed by one of two sweeps, and again later', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => newRun(`a-${String(index)}`))
    for (const run of ids) await acceptRun(db, keys, run)
    expect(await claimRunsToStart(db)).toHaveLength(0)
    await db.query(`update runs set accepted_at = now() - interval '6 s'`)
    const [one, other] = await Promise.all([claimRunsToStart(db), claimRunsToStart(db)])
    const claimed = [...one, ...other]
    expect(new Set(claimed).size).toBe(claimed.length)
    // What two sweeps passed over while the other held it is found by the next look.
    expect(new Set([...claimed, ...(await claimRunsToStart(db))]).size).toBe(30)
    await db.query(`update runs set next_attempt_at = now()`)
    expect(await claimRunsToStart(db)).toHaveLength(30)
  })
})

describe('signals that are owed', () => {
  it('are each sent though two sweeps look at once, and one that fails comes again', async () => {
    const waiting: Awaited<ReturnType<typeof addWaitingRun>>[] = []
    // As many at once as there are connections: on a busy machine the last of many would wait too long for one.
    while (waiting.length < 120) waiting.push(...(await Promise.all(Array.from({ length: 10 }, () => addWaitingRun(db)))))
    await settleWaitsOfRequest(db, { requestId: waiting[0]?.requestId ?? '', outcome: 'connected' })
    await db.query(`update waits set outcome_at = now() - interval '2 s'`)
    const sent: string[] = []
    const sweep = async (fails: (index: number) => boolean) => {
      for (const [index, { waitId }] of (await claimSignalsOwed(db)).entries()) {
        if (fails(index)) continue
        sent.push(waitId)
        await markSignalled(db, waitId)
      }
    }
    for (let round = 0; round < 4; round++) await Promise.all([sweep((index) => index % 5 === 0), sweep(() => false)])
    await db.query(`update waits set next_signal_at = now()`)
    await Promise.all([sweep(() => false), sweep(() => false)])
    expect(sent).toHaveLength(120)
    expect(new Set(sent).size).toBe(120)
    expect(await db.query(`select from waits where signalled_at is null`)).toHaveLength(0)
  })
})

describe('reminders that are owed', () => {
  /** Where clocks show this hour now: `Etc/GMT-3` is three hours ahead of UTC. */
  const zoneAt = (hour: number): string => {
    const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12
    return `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`
  }
  const due = async (hour: number): Promise<string> => {
    const { requestId } = await addWaitingRun(db)
    await db.query(`update runs set caller = jsonb_set(caller, '{timeZone}', $1)`, [JSON.stringify(zoneAt(hour))])
    await db.query(`update waits set remind_at = now() - interval '1 s', remind_again_at = now() + interval '40 h'`)
    return requestId
  }
  const claim = () => db.transaction(claimReminders)
  const claimed = async (): Promise<string[]> => (await Promise.all([claim(), claim(), claim()])).flat()

  it('are claimed once by several sweeps, then at the second moment', async () => {
    const requestId = await due(12)
    expect(await claimed()).toEqual([requestId])
    expect(await claimed()).toEqual([])
    await db.query(`update waits set remind_at = now()`)
    expect(await claimed()).toEqual([requestId])
    expect(await db.query(`select from waits where remind_at is not null`)).toEqual([])
  })

  it('are one for all runs that wait for the same sign-in, and another only after four hours', async () => {
    const requestId = await due(12)
    for (let more = 0; more < 4; more += 1) await due(12)
    expect(await claimed()).toEqual([requestId])
    const both = await Promise.all([claimReminder(db, requestId), claimReminder(db, requestId)])
    expect(both.filter((one) => one !== null)).toMatchObject([{ requestId }])
    await db.query(`update sign_in_requests set reminded_at = now() - interval '241 min'`)
    expect(await claimReminder(db, requestId)).not.toBeNull()
  })

  it('are none for a wait that has its outcome, and none after the deadline', async () => {
    const requestId = await due(12)
    await db.query(`update waits set deadline_at = now() - interval '1 s'`)
    expect(await claimed()).toEqual([])
    await due(12)
    await settleWaitsOfRequest(db, { requestId, outcome: 'declined' })
    expect(await claimed()).toEqual([])
    await db.query(`update sign_in_requests set ended_at = now(), outcome = 'declined'`)
    expect(await claimReminder(db, requestId)).toBeNull()
  })

  it('that nobody sent by day wait for the next morning, and then are one', async () => {
    await due(22)
    await db.query(`update waits set remind_again_at = now() + interval '11 h'`)
    expect(await claimed()).toEqual([])
    const [wait] = await db.query<{ hours: number; again: Date | null }>(
      `select extract(epoch from remind_at - now())::float8 / 3600 as hours, remind_again_at as again from waits`,
    )
    expect(wait?.hours).toBeGreaterThan(9)
    expect(wait?.hours).toBeLessThanOrEqual(10)
    expect(wait?.again).toBeNull()
  })

  it('move with a deadline that is moved', async () => {
    const { runId } = await addWaitingRun(db)
    const moments = async () => (await db.query<{ last: Date }>(`select coalesce(remind_again_at, remind_at) as last from waits`))[0]?.last
    const before = await moments()
    await db.query(`update waits set deadline_at = deadline_at + interval '48 h'`)
    await planReminders(db, runId)
    expect((Number(await moments()) - Number(before)) / 3_600_000).toBeCloseTo(48, 2)
  })
})

describe('a look at what is owed', () => {
  /** Plans instead of rows, with sequential scans made dear, as they are in a table of some size. */
  const planning = (plans: string[]): Transaction => ({
    query: async <Row extends object>(sql: string, params?: readonly unknown[]) => {
      await db.transaction(async (tx) => {
        await tx.query(`set local enable_seqscan = off`)
        await tx.query(`set local plan_cache_mode = force_generic_plan`)
        plans.push(JSON.stringify(await tx.query(`explain (format json) ${sql}`, params)))
      })
      return [] as Row[]
    },
  })

  it.each([
    ['runs_start_owed', claimRunsToStart],
    ['waits_signal_owed', claimSignalsOwed],
    ['waits_reminder_owed', claimReminders],
    ['addressees_show_owed', findAskCardsOwed],
    ['addressees_reminder_owed', claimAskReminders],
    ['asks_look_owed', claimLooks],
    ['asks_pressed', claimPressed],
    ['addressees_move_owed', claimMoves],
    ['waits_card_behind', claimCardsBehind],
    ['runs_tell_owed', claimUntold],
    ['runs_untold', (tx: Transaction) => oweUntold(tx, carol)],
    ['sign_in_attempts_out', noteMissedAttempts],
    ['sign_in_requests_show_owed', findCardsOwed],
    ['sign_in_requests_warning_owed', claimWarningsOwed],
    ['revocations_owed', areRevocationsOwed],
    ['disconnects_show_owed', claimDisconnectCards],
    ['proposals_show_owed', claimProposalCards],
    ['proposals_due', expireProposals],
    ['waits_of_person', (tx: Transaction) => listWaitingRuns(tx, keys, { caller: carol, offset: 0, limit: 8 })],
    ['waits_of_person', (tx: Transaction) => countWaitingRuns(tx, carol)],
    ['runs_open_of_caller', (tx: Transaction) => listOpenRunsOf(tx, keys, { caller: carol, limit: 8 })],
    ['runs_of_caller', (tx: Transaction) => listEndedRunsOf(tx, keys, { caller: carol, limit: 5 })],
    ['revocations_of_connection', (tx: Transaction) => howItStands(tx, { id: crypto.randomUUID() }).catch(() => undefined)],
    ['effects_of_connection', (tx: Transaction) => countEffectsAs(tx, { connectionId: crypto.randomUUID(), appAccount: 'x' })],
    ['waits_of_request', (tx: Transaction) => waitsOfEndedRequest(tx, keys, crypto.randomUUID())],
  ] as const)('uses the index %s', async (index, look) => {
    const plans: string[] = []
    await look(planning(plans))
    expect(plans.join('')).toContain(`"${index}"`)
    expect(plans.join('')).not.toContain('Seq Scan')
  })
})
