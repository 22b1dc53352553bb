// What the sweep still owes of questions: apps to look at, presses to have heard, reminders.
import type { Transaction } from '../database.js'
import { intoDay, remindersFor } from './reminders.js'

const BATCH = 50

/** Questions whose app is asked now whether it was decided there: often at first, every five minutes after the first hour. */
export async function claimLooks(tx: Transaction): Promise<readonly { readonly waitId: string; readonly runId: string }[]> {
  return tx.query(
    `update asks set looks = looks + 1, look_at = now() + least(interval '5 minutes', interval '30 s' * (1 + looks / 20))
     where wait_id in (select wait_id from asks where look_at <= now() order by look_at limit ${String(BATCH)} for update skip locked)
     returning wait_id as "waitId", run_id as "runId"`,
  )
}

/** Runs whose addressee has pressed, and which perhaps weren't told. Whoever noted the press gets a head start of 2 s. */
export async function claimPressed(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ runId: string }>(
    `update asks set pressed_at = now() + interval '30 s' where wait_id in (
       select wait_id from asks where pressed_by is not null and pressed_at < now() - interval '2 s' order by pressed_at
       limit ${String(BATCH)} for update skip locked) returning run_id as "runId"`,
  )
  return rows.map(({ runId }) => runId)
}

/** Runs one of whose addressees passed the question on, and whose app doesn't know yet; with the same head start. */
export async function claimMoves(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ runId: string }>(
    `update addressees set move_at = now() + interval '30 s' from asks where asks.wait_id = addressees.wait_id and addressees.id in (
       select id from addressees where move_state = 'owed' and move_at < now() - interval '2 s' order by move_at
       limit ${String(BATCH)} for update skip locked) returning asks.run_id as "runId"`,
  )
  return rows.map(({ runId }) => runId)
}

/** Runs that wait for an answer on a card whose deadline was moved since. */
export async function claimCardsBehind(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ runId: string }>(
    `update waits set next_signal_at = now() + interval '10 s' where id in (
       select id from waits where outcome is null and card_until <> deadline_at and next_signal_at <= now() order by next_signal_at
       limit ${String(BATCH)} for update skip locked) returning run_id as "runId"`,
  )
  return rows.map(({ runId }) => runId)
}

/** At half-time, by day where they are; null where that is too late. */
export function remindAddressee(span: { from: Date; deadline: Date; timeZone: string }): Date | null {
  return remindersFor(span)[0] ?? null
}

/** After a deadline was moved: the reminders that are still to come. Who passed it on isn't reminded. */
export async function planAskReminders(tx: Transaction, runId: string): Promise<void> {
  const open = await tx.query<{ id: string; deadline: Date; timeZone: string; now: Date }>(
    `select one.id, deadline_at as "deadline", time_zone as "timeZone", now() as "now" from addressees as one
       join asks on asks.wait_id = one.wait_id join waits on waits.id = one.wait_id
     where asks.run_id = $1 and waits.outcome is null and one.passed_to is null`,
    [runId],
  )
  for (const { id, now: from, ...span } of open)
    await tx.query(`update addressees set remind_at = $2 where id = $1`, [id, remindAddressee({ from, ...span })])
}

interface Due {
  readonly id: string
  readonly timeZone: string
  readonly deadlineAt: Date
  readonly outcome: string | null
  readonly now: Date
}

/** Addressees to be reminded now; claiming is telling. What came due at night is put off until the morning. */
export async function claimAskReminders(tx: Transaction): Promise<string[]> {
  const due = await tx.query<Due>(
    `update addressees set remind_at = null from waits where waits.id = addressees.wait_id and addressees.id in (
       select id from addressees where remind_at <= now() order by remind_at limit ${String(BATCH)} for update skip locked)
     returning addressees.id, time_zone as "timeZone", deadline_at as "deadlineAt", waits.outcome, now() as "now"`,
  )
  const told: string[] = []
  for (const { id, timeZone, deadlineAt: deadline, outcome, now } of due) {
    const moment = outcome === null && now < deadline ? intoDay(now, { deadline, timeZone }) : null
    if (moment?.getTime() === now.getTime()) told.push(id)
    else if (moment && moment > now) await tx.query(`update addressees set remind_at = $2 where id = $1`, [id, moment])
  }
  return told
}
