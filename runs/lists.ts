// A list that a run's caller decides in place, line by line: what was pressed, and what became of it. Each line is pressed once.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { SettledWait } from './types.js'

/** What became of a line. `detail`: the app's own words where it refused; `account`: as whom it was done. */
export interface LineEnd {
  readonly kind: 'done' | 'refused'
  readonly detail: string
  readonly account: string | null
}

export interface Line {
  readonly number: number
  /** Which of the list's options was pressed; null: none yet. */
  readonly option: number | null
  /** What was written to it. */
  readonly comment: string
  readonly doneAt: Date | null
  readonly end: LineEnd | null
}

export interface List {
  /** A newer list of the same recipe took its place. */
  readonly isClosed: boolean
  readonly conversationId: string | null
  readonly activityId: string | null
  /** In their order. */
  readonly lines: readonly Line[]
}

interface ListOf {
  readonly runId: string
  readonly stepKey: string
}

/** Once; earlier lists of the caller's from the same recipe are closed by it, and their runs are owed a signal. */
export async function openList(tx: Transaction, { runId, stepKey, lines }: ListOf & { readonly lines: number }): Promise<void> {
  const opened = await tx.query(`insert into lists (run_id, step_key) values ($1, $2) on conflict do nothing returning run_id`, [
    runId,
    stepKey,
  ])
  if (opened.length === 0) return
  await tx.query(`insert into list_lines (run_id, number) select $1, number from generate_series(0, $2 - 1) as number`, [runId, lines])
  const closed = await tx.query<ListOf>(
    `update lists set closed_at = now() from runs as own, runs as earlier
     where own.id = $1 and earlier.id = lists.run_id and earlier.id <> own.id and earlier.recipe = own.recipe and earlier.ended_at is null
       and earlier.tenant_id = own.tenant_id and earlier.aad_object_id = own.aad_object_id and closed_at is null
     returning lists.run_id as "runId", lists.step_key as "stepKey"`,
    [runId],
  )
  for (const of of closed) await endListWait(tx, of)
}

/** Locked until `tx` ends. */
export async function lockList(tx: Transaction, keys: KeyRing, runId: string): Promise<List | null> {
  const [list] = await tx.query<Omit<List, 'lines'>>(
    `select closed_at is not null as "isClosed", card_conversation_id as "conversationId", card_activity_id as "activityId"
     from lists where run_id = $1 for update`,
    [runId],
  )
  if (!list) return null
  const lines = await tx.query<Omit<Line, 'end' | 'comment'> & { how: string | null; written: string | null }>(
    `select number, option, done_at as "doneAt", how_sealed as "how", comment_sealed as "written" from list_lines where run_id = $1 order by number`,
    [runId],
  )
  return {
    ...list,
    lines: lines.map(({ how, written, ...line }) => ({
      ...line,
      end: how === null ? null : (open(keys, 'how', { runId, ...line }, how) as LineEnd),
      comment: written === null ? '' : (open(keys, 'comment', { runId, ...line }, written) as string),
    })),
  }
}

/** The run waits for a press: until its deadline, which is the first wait's. */
export async function openListWait(
  tx: Transaction,
  { runId, stepKey, caller, hours }: ListOf & { caller: Caller; hours: number },
): Promise<void> {
  await tx.query(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, deadline_at)
     values ($1, $2, 'person', $3, $4, coalesce((select max(deadline_at) from waits where run_id = $1 and step_key = $2), now() + make_interval(hours => $5)))
     on conflict (run_id, step_key) where outcome is null do nothing`,
    [runId, stepKey, caller.tenantId, caller.aadObjectId, hours],
  )
}

export type LinePressed =
  /** `waits`: the run's, where it waited just now; else it finds the press by itself. */
  | { readonly kind: 'pressed'; readonly waits: readonly SettledWait[] }
  | { readonly kind: 'not_yours'; readonly owner: string }
  /** Pressed before, or the list is over. */
  | { readonly kind: 'not_waiting' }

/** Notes what a line's owner chose, once. */
export async function pressLine(
  tx: Transaction,
  keys: KeyRing,
  { runId, number, option, comment, caller }: { runId: string; number: number; option: number; comment: string; caller: Caller },
): Promise<LinePressed> {
  const [list] = await tx.query<Caller & { owner: string; stepKey: string; isOver: boolean }>(
    `select runs.tenant_id as "tenantId", runs.aad_object_id as "aadObjectId", runs.caller ->> 'name' as "owner", lists.step_key as "stepKey",
       lists.closed_at is not null or runs.ended_at is not null or runs.cancel_asked_at is not null
         or not exists (select from waits where run_id = runs.id and step_key = lists.step_key and deadline_at > now()) as "isOver"
     from lists join runs on runs.id = lists.run_id where lists.run_id = $1 for update of lists`,
    [runId],
  )
  if (!list) return { kind: 'not_waiting' }
  if (!isSameCaller(list, caller)) return { kind: 'not_yours', owner: list.owner }
  if (list.isOver) return { kind: 'not_waiting' }
  const pressed = await tx.query(
    `update list_lines set option = $3, comment_sealed = $4, pressed_at = now() where run_id = $1 and number = $2 and option is null returning number`,
    [runId, number, option, comment === '' ? null : seal(keys, 'comment', { runId, number }, comment)],
  )
  if (pressed.length === 0) return { kind: 'not_waiting' }
  return { kind: 'pressed', waits: await endListWait(tx, { runId, stepKey: list.stepKey }) }
}

/** What became of a line; once. */
export async function noteLineEnd(
  tx: Transaction,
  keys: KeyRing,
  { runId, number, end }: { runId: string; number: number; end: LineEnd },
): Promise<void> {
  const sealed = seal(keys, 'how', { runId, number }, end)
  await tx.query(`update list_lines set done_at = now(), how_sealed = $3 where run_id = $1 and number = $2 and done_at is null`, [
    ...[runId, number],
    sealed,
  ])
}

/** Where its card stands now. */
export async function noteListCard(
  tx: Transaction,
  { runId, conversationId, activityId }: { runId: string; conversationId: string; activityId: string },
): Promise<void> {
  await tx.query(`update lists set card_conversation_id = $2, card_activity_id = $3 where run_id = $1`, [runId, conversationId, activityId])
}

function endListWait(tx: Transaction, { runId, stepKey }: ListOf): Promise<SettledWait[]> {
  return tx.query<SettledWait>(
    `update waits set outcome = 'answered', answer = 'pressed', outcome_at = now() where run_id = $1 and step_key = $2 and outcome is null
     returning id as "waitId", run_id as "runId", kind`,
    [runId, stepKey],
  )
}

interface LineOf {
  readonly runId: string
  readonly number: number
}
const context = (part: 'how' | 'comment', { runId, number }: LineOf): string[] => [`list_lines.${part}`, runId, String(number)]
const seal = (keys: KeyRing, part: 'how' | 'comment', of: LineOf, value: unknown): string =>
  keys.seal(JSON.stringify(value), context(part, of))
const open = (keys: KeyRing, part: 'how' | 'comment', of: LineOf, sealed: string): unknown =>
  JSON.parse(keys.open(sealed, context(part, of))) as unknown
