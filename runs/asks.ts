// A recipe's own questions to people: a wait of kind person, with what is asked and how it ended. Answered once.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

/** What is asked; `readable` says by which run's app and request it may be settled elsewhere. */
export interface AskedQuestion {
  readonly question: string
  readonly facts: readonly Fact[]
  readonly options: readonly string[]
  readonly url: string | null
  readonly settledBy: { readonly app: string; readonly id: string } | null
}
export interface Fact {
  readonly label: string
  readonly value: string | number
}
export interface FactChange {
  readonly label: string
  readonly from: string | number
  readonly to: string | number
}
/** The record as the app had it when the question was asked, as it has it now, and the difference. */
export interface RecordSeen {
  readonly first: readonly Fact[]
  readonly facts: readonly Fact[]
  readonly changes: readonly FactChange[]
}
/** A decision that was made in the app itself. `at` is ISO; null where the app doesn't say. */
export interface SettledThere {
  readonly how: string
  readonly by: string | null
  readonly at: string | null
}

export type AskOutcome = 'answered' | 'expired' | 'cancelled' | 'settled' | 'unreachable'

export interface Ask {
  readonly waitId: string
  readonly runId: string
  readonly stepKey: string
  /** Null while it is open. */
  readonly outcome: AskOutcome | null
  readonly answer: string | null
  readonly outcomeAt: Date | null
  readonly askedAt: Date
  readonly deadlineAt: Date
  /** By the database's clock; negative once it has passed. */
  readonly remainingMs: number
  readonly factsVersion: number
  readonly question: AskedQuestion
  readonly record: RecordSeen | null
  readonly comment: string
  readonly settled: SettledThere | null
  /** The addressee whose answer is being held against the app. */
  readonly pressedBy: string | null
  readonly pressedOption: string | null
  readonly answeredBy: string | null
}

type Row = Omit<Ask, 'question' | 'record' | 'comment' | 'settled'> & {
  readonly questionSealed: string
  readonly recordSealed: string | null
  readonly commentSealed: string | null
  readonly settledSealed: string | null
}

const columns = `asks.wait_id as "waitId", asks.run_id as "runId", waits.step_key as "stepKey", waits.outcome, waits.answer, waits.outcome_at as "outcomeAt",
  waits.created_at as "askedAt", waits.deadline_at as "deadlineAt", (extract(epoch from waits.deadline_at - now()) * 1000)::float8 as "remainingMs",
  asks.facts_version as "factsVersion", asks.question_sealed as "questionSealed", asks.record_sealed as "recordSealed",
  asks.comment_sealed as "commentSealed", asks.settled_sealed as "settledSealed", asks.pressed_by as "pressedBy",
  asks.pressed_option as "pressedOption", asks.answered_by as "answeredBy"`

/** A run's question of this step, or null where it hasn't asked yet. */
export async function findAsk(tx: Transaction, keys: KeyRing, { runId, stepKey }: { runId: string; stepKey: string }): Promise<Ask | null> {
  const [row] = await tx.query<Row>(
    `select ${columns} from asks join waits on waits.id = asks.wait_id where asks.run_id = $1 and waits.step_key = $2`,
    [runId, stepKey],
  )
  return row ? toAsk(keys, row) : null
}

export async function findAskOfWait(tx: Transaction, keys: KeyRing, waitId: string): Promise<Ask | null> {
  const [row] = await tx.query<Row>(`select ${columns} from asks join waits on waits.id = asks.wait_id where asks.wait_id = $1`, [waitId])
  return row ? toAsk(keys, row) : null
}

/** The same, its row and its wait's locked until `tx` ends, in this order. */
export async function lockAsk(tx: Transaction, keys: KeyRing, waitId: string): Promise<Ask | null> {
  await tx.query(`select from asks where wait_id = $1 for update`, [waitId])
  await tx.query(`select from waits where id = $1 for update`, [waitId])
  return findAskOfWait(tx, keys, waitId)
}

export interface NewAsk {
  readonly runId: string
  readonly stepKey: string
  /** The run's caller, whose the wait is to cancel. */
  readonly tenantId: string
  readonly aadObjectId: string
  readonly deadline: Date
  readonly question: AskedQuestion
  readonly record: RecordSeen | null
}

const FIRST_LOOK = `interval '30 s'`

/** @returns the wait's id; null where the step asks already */
export async function openAsk(tx: Transaction, keys: KeyRing, ask: NewAsk): Promise<string | null> {
  const [wait] = await tx.query<{ id: string }>(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, deadline_at)
     select $1, $2, 'person', $3, $4, $5 where not exists (select from waits where run_id = $1 and step_key = $2)
     on conflict (run_id, step_key) where outcome is null do nothing returning id`,
    [ask.runId, ask.stepKey, ask.tenantId, ask.aadObjectId, ask.deadline],
  )
  if (!wait) return null
  await tx.query(
    `insert into asks (wait_id, run_id, question_sealed, record_sealed, look_at) values ($1, $2, $3, $4, case when $5 then now() + ${FIRST_LOOK} end)`,
    [
      ...[wait.id, ask.runId, seal(keys, 'question', wait.id, ask.question)],
      ...[ask.record && seal(keys, 'record', wait.id, ask.record), ask.question.settledBy !== null],
    ],
  )
  return wait.id
}

/** Sets the outcome, once; whoever was asked is shown it. @param isOwn the run itself is asking, so that it needs no signal */
export async function endAsk(
  tx: Transaction,
  { waitId, outcome, answer = null, isOwn }: { waitId: string; outcome: AskOutcome; answer?: string | null; isOwn: boolean },
): Promise<boolean> {
  const ended = await tx.query(
    `update waits set outcome = $2, answer = $3, outcome_at = now(), signalled_at = case when $4 then now() end where id = $1 and outcome is null returning id`,
    [waitId, outcome, answer, isOwn],
  )
  if (ended.length === 0) return false
  await tx.query(`update asks set look_at = null, pressed_by = null where wait_id = $1`, [waitId])
  await oweAskCards(tx, waitId)
  return true
}

/** Something that everybody who was asked must be shown. */
export async function oweAskCards(tx: Transaction, waitId: string): Promise<void> {
  await tx.query(`update addressees set revision = revision + 1, next_show_at = now(), show_attempts = 0 where wait_id = $1`, [waitId])
}

/** The same for all questions of a run that has ended. */
export async function oweAskCardsOfRun(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update asks set look_at = null, pressed_by = null where run_id = $1`, [runId])
  await tx.query(
    `update addressees set revision = revision + 1, next_show_at = now(), show_attempts = 0 where wait_id in (select wait_id from asks where run_id = $1)`,
    [runId],
  )
}

/** The same for a run's questions that are open: their deadline was moved. */
export async function oweAskCardsOfOpen(tx: Transaction, runId: string): Promise<void> {
  await tx.query(
    `update addressees set revision = revision + 1, next_show_at = now(), show_attempts = 0 where wait_id in (
       select asks.wait_id from asks join waits on waits.id = asks.wait_id where asks.run_id = $1 and waits.outcome is null)`,
    [runId],
  )
}

/** It was decided in the app itself. */
export async function noteSettled(tx: Transaction, keys: KeyRing, waitId: string, settled: SettledThere): Promise<void> {
  await tx.query(`update asks set settled_sealed = $2 where wait_id = $1`, [waitId, seal(keys, 'settled', waitId, settled)])
}

/** The record has changed: an answer to what stood on the cards before counts no more. */
export async function noteChanged(tx: Transaction, keys: KeyRing, waitId: string, record: RecordSeen): Promise<void> {
  await tx.query(
    `update asks set record_sealed = $2, facts_version = facts_version + 1, pressed_by = null, pressed_option = null, comment_sealed = null
     where wait_id = $1`,
    [waitId, seal(keys, 'record', waitId, record)],
  )
  await oweAskCards(tx, waitId)
}

/** Somebody pressed: what they chose, to be held against the app, or, where nothing is to be asked, as the answer. */
export async function notePressed(
  tx: Transaction,
  keys: KeyRing,
  { waitId, addressee, option, comment }: { waitId: string; addressee: string; option: string; comment: string },
): Promise<void> {
  await tx.query(`update asks set pressed_by = $2, pressed_option = $3, pressed_at = now(), comment_sealed = $4 where wait_id = $1`, [
    ...[waitId, addressee, option],
    comment === '' ? null : seal(keys, 'comment', waitId, comment),
  ])
}

/** The answer of who pressed. @returns false where it had ended before */
export async function answerAsk(
  tx: Transaction,
  { waitId, addressee, option, isOwn }: { waitId: string; addressee: string; option: string; isOwn: boolean },
): Promise<boolean> {
  if (!(await endAsk(tx, { waitId, outcome: 'answered', answer: option, isOwn }))) return false
  await tx.query(`update asks set answered_by = $2 where wait_id = $1`, [waitId, addressee])
  return true
}

const toAsk = (keys: KeyRing, { questionSealed, recordSealed, commentSealed, settledSealed, ...row }: Row): Ask => ({
  ...row,
  question: open(keys, 'question', row.waitId, questionSealed) as AskedQuestion,
  record: recordSealed === null ? null : (open(keys, 'record', row.waitId, recordSealed) as RecordSeen),
  comment: commentSealed === null ? '' : (open(keys, 'comment', row.waitId, commentSealed) as string),
  settled: settledSealed === null ? null : (open(keys, 'settled', row.waitId, settledSealed) as SettledThere),
})

const seal = (keys: KeyRing, part: string, waitId: string, value: unknown): string =>
  keys.seal(JSON.stringify(value), [`asks.${part}`, waitId])
const open = (keys: KeyRing, part: string, waitId: string, sealed: string): unknown =>
  JSON.parse(keys.open(sealed, [`asks.${part}`, waitId])) as unknown
