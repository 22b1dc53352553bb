// A wait's outcome is set once, by whoever comes first, in any order and however often: callback, cancel, decline, deadline, end.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { endSignInRequest, lockRequestsOfRun, lockSignInRequest, releaseRequest } from '../../connections/sign-in-requests.js'
import type { Database } from '../../database.js'
import { cancelWaitingRun } from '../../runs/cancel-run.js'
import { closeRun } from '../../runs/close-run.js'
import { claimSignalsOwed } from '../../runs/owed.js'
import { markSignalled, settleOwnWait, settleSignedIn, settleStillAsked, settleWaitsOfRequest } from '../../runs/settle-waits.js'
import type { WaitOutcome } from '../../runs/types.js'
import { createTestDatabase } from '../support/postgres.js'
import { addWaitingRun, carol, keys, seedRows, STEP } from './rows.js'

let db: Database
beforeAll(async () => {
  db = (await createTestDatabase()).db
  await seedRows(db)
})

type Waiting = Awaited<ReturnType<typeof addWaitingRun>>
/** What each of them does in its one transaction, as the product does it. */
const deeds = {
  connected: (waiting: Waiting) => callback(waiting, 'connected'),
  declined: (waiting: Waiting) => callback(waiting, 'declined'),
  cancelled: ({ runId }: Waiting) =>
    db.transaction(async (tx) => {
      await lockRequestsOfRun(tx, runId)
      const result = await cancelWaitingRun(tx, { runId, caller: carol })
      if (result.kind === 'cancelled') for (const id of result.signInRequestIds) await releaseRequest(tx, id, 'cancelled')
    }),
  expired: ({ runId }: Waiting) =>
    db.transaction(async (tx) => {
      await lockRequestsOfRun(tx, runId)
      const wait = await settleOwnWait(tx, { runId, stepKey: STEP, outcome: 'expired', onlyIf: 'due' })
      if (wait) await releaseRequest(tx, wait.signInRequestId, 'expired')
    }),
  ended: ({ runId }: Waiting) =>
    db.transaction(async (tx) => {
      await lockRequestsOfRun(tx, runId)
      const { requests } = await closeRun(tx, keys, { runId, state: 'failed', outcome: {} })
      for (const id of requests) await releaseRequest(tx, id, 'cancelled')
    }),
  goesOn: (waiting: Waiting) => answer(waiting, 'connected'),
  isRefused: (waiting: Waiting) => answer(waiting, 'cancelled'),
  signalled: async () => {
    for (const { waitId } of await claimSignalsOwed(db)) await markSignalled(db, waitId)
  },
} as const
type Deed = keyof typeof deeds

function callback({ requestId }: Waiting, outcome: WaitOutcome): Promise<void> {
  return db.transaction(async (tx) => {
    if ((await lockSignInRequest(tx, requestId))?.endedAt !== null) return
    await (outcome === 'connected' ? settleSignedIn(tx, requestId) : settleWaitsOfRequest(tx, { requestId, outcome }))
    await endSignInRequest(tx, { requestId, outcome })
  })
}

/** To the question of a late sign-in. */
function answer({ runId }: Waiting, outcome: 'connected' | 'cancelled'): Promise<void> {
  return db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, runId)
    const waits = await settleStillAsked(tx, { runId, caller: carol, outcome })
    for (const { signInRequestId } of waits) await releaseRequest(tx, signInRequestId, outcome)
  })
}

interface WaitRow {
  readonly outcome: WaitOutcome | null
  readonly outcomeAt: Date | null
  readonly signalledAt: Date | null
}
const waitOf = async (runId: string): Promise<WaitRow[]> =>
  db.query(`select outcome, outcome_at as "outcomeAt", signalled_at as "signalledAt" from waits where run_id = $1`, [runId])

/** It has waited for nine hours. */
const age = (runId: string) => db.query(`update waits set created_at = created_at - interval '9 hours' where run_id = $1`, [runId])

const anyDeed = fc.constantFrom<Deed>('connected', 'declined', 'cancelled', 'expired', 'ended', 'signalled', 'goesOn', 'isRefused')

describe('a wait', () => {
  it('keeps its first outcome through any order and repetition, and its request is over with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 1, maxLength: 8 }), fc.boolean(), fc.boolean(), async (order, isDue, isLate) => {
        const waiting = await addWaitingRun(db)
        if (isLate) await age(waiting.runId)
        if (isDue) await db.query(`update waits set deadline_at = now() - interval '1 s' where run_id = $1`, [waiting.runId])
        let first: WaitRow | undefined
        for (const deed of order) {
          await deeds[deed](waiting)
          const [row, ...others] = await waitOf(waiting.runId)
          expect(others).toHaveLength(0)
          if (first) expect(row).toMatchObject({ outcome: first.outcome, outcomeAt: first.outcomeAt })
          if (row?.outcome) first ??= row
        }
        const [request] = await db.query<{ outcome: string | null }>(`select outcome from sign_in_requests where id = $1`, [
          waiting.requestId,
        ])
        // A late sign-in ends its request and leaves the wait to be answered; nothing else does.
        const isAsked = isLate && first === undefined && order.includes('connected')
        expect(request?.outcome === null).toBe(first === undefined && !isAsked)
        await deeds.connected(waiting)
        await deeds.goesOn(waiting)
      }),
      { numRuns: 60 },
    )
  })

  it('has one outcome and owes one signal at most when all of them come at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray<Deed>(
          ['connected', 'connected', 'declined', 'cancelled', 'cancelled', 'expired', 'ended', 'goesOn', 'goesOn', 'isRefused'],
          { minLength: 2 },
        ),
        async (deedsAtOnce) => {
          const waits = await Promise.all([addWaitingRun(db), addWaitingRun(db), addWaitingRun(db)])
          await age(waits[0].runId)
          await Promise.all(waits.flatMap((waiting) => deedsAtOnce.map((deed) => deeds[deed](waiting))))
          await callback(waits[0], 'connected')
          for (const waiting of waits) await deeds.goesOn(waiting)
          const rows = (await Promise.all(waits.map(({ runId }) => waitOf(runId)))).flat()
          expect(rows).toHaveLength(3)
          expect(rows.filter(({ outcome }) => outcome === null)).toHaveLength(0)
          const live = await db.query(`select from sign_in_requests where ended_at is null`)
          expect(live).toHaveLength(0)
        },
      ),
      { numRuns: 25 },
    )
  })
})
