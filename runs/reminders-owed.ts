// Which waits must be reminded of now. Claiming is telling: a reminder is lost rather than sent twice.
import type { Transaction } from '../database.js'
import { intoDay, remindersFor } from './reminders.js'

const BATCH = 50
const FOUR_HOURS_MS = 4 * 3_600_000

interface DueWait {
  readonly waitId: string
  readonly requestId: string
  readonly timeZone: string
  readonly deadlineAt: Date
  readonly now: Date
  readonly next: Date | null
}

/** Ids of the sign-in requests whose runs are due. What came due at night, with nobody there to send it, is put off until the morning. */
export async function claimReminders(tx: Transaction): Promise<string[]> {
  const due = await tx.query<DueWait>(
    `update waits set remind_at = remind_again_at, remind_again_at = null from runs
     where runs.id = waits.run_id and waits.id in (
       select id from waits where outcome is null and remind_at <= now() and kind = 'sign_in' order by remind_at limit ${String(BATCH)} for update skip locked)
     returning waits.id as "waitId", sign_in_request_id as "requestId", runs.caller ->> 'timeZone' as "timeZone", deadline_at as "deadlineAt",
       now() as "now", remind_at as "next"`,
  )
  const told = new Set<string>()
  for (const wait of due) {
    const { now, deadlineAt: deadline, timeZone, requestId } = wait
    const moment = now < deadline ? intoDay(now, { deadline, timeZone }) : null
    if (moment?.getTime() === now.getTime()) told.add(requestId)
    else if (moment && moment > now) await putOff(tx, wait, moment)
  }
  return [...told]
}

/** Two reminders that would now be less than four hours apart are one. */
async function putOff(tx: Transaction, { waitId, next }: DueWait, until: Date): Promise<void> {
  const again = next && next.getTime() - until.getTime() >= FOUR_HOURS_MS ? next : null
  await tx.query(`update waits set remind_at = $2, remind_again_at = $3 where id = $1 and outcome is null`, [waitId, until, again])
}

/** After a deadline was moved: the reminders that are still to come. */
export async function planReminders(tx: Transaction, runId: string): Promise<void> {
  const waits = await tx.query<{ id: string; from: Date; deadline: Date; timeZone: string; now: Date }>(
    `select waits.id, created_at as "from", deadline_at as "deadline", runs.caller ->> 'timeZone' as "timeZone", now() as "now"
     from waits join runs on runs.id = waits.run_id where run_id = $1 and outcome is null and kind = 'sign_in' and runs.settings ->> 'remind' is distinct from 'false'`,
    [runId],
  )
  for (const { id, now, ...span } of waits) {
    const [first, second] = remindersFor(span).filter((moment) => moment > now)
    await tx.query(`update waits set remind_at = $2, remind_again_at = $3 where id = $1`, [id, first ?? null, second ?? null])
  }
}
