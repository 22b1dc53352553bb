// Which of several records a caller means: asked as a wait for a person, what is offered beside it, chosen once.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

/** One of those that fit; `about`: what tells it from the others, a day as `YYYY-MM-DD`. */
export interface Match {
  readonly id: string
  readonly name: string
  readonly about: readonly string[]
}

export interface Offered {
  /** The parameter's, as people read it. */
  readonly label: string
  /** What was typed. */
  readonly text: string
  /** `salesforce.Opportunity` */
  readonly type: string
  readonly matches: readonly Match[]
  readonly isMore: boolean
}

export interface Choice {
  readonly id: string
  /** Null while it is open. */
  readonly outcome: 'answered' | 'expired' | 'cancelled' | null
  /** Null while it is open, and where none of them was meant. */
  readonly chosen: { readonly type: string; readonly id: string; readonly name: string } | null
  readonly deadlineAt: Date
  /** By the database's clock; negative once it has passed. */
  readonly remainingMs: number
  /** Where its card stands; null: it hasn't been posted. */
  readonly conversationId: string | null
  readonly activityId: string | null
  /** The card shows another deadline than this. */
  readonly isCardBehind: boolean
  readonly offered: Offered
}

/** The answer of *None of these*; any other is a place in `matches`. */
export const NONE = 'none'

type Row = Omit<Choice, 'chosen' | 'offered'> & { readonly answer: string | null; readonly sealed: string }

/** Null where the run hasn't asked. */
export async function findChoice(
  tx: Transaction,
  keys: KeyRing,
  { runId, stepKey }: { runId: string; stepKey: string },
): Promise<Choice | null> {
  const [row] = await tx.query<Row>(
    `select waits.id, outcome, answer, deadline_at as "deadlineAt", (extract(epoch from deadline_at - now()) * 1000)::float8 as "remainingMs",
       card_conversation_id as "conversationId", card_activity_id as "activityId",
       coalesce(card_until <> deadline_at, false) as "isCardBehind", offered_sealed as "sealed"
     from choices join waits on waits.id = choices.wait_id where choices.run_id = $1 and waits.step_key = $2`,
    [runId, stepKey],
  )
  return row ? toChoice(keys, row) : null
}

export interface NewChoice {
  readonly runId: string
  readonly stepKey: string
  readonly caller: Caller
  readonly hours: number
  readonly offered: Offered
}

/** @returns false where the step asks, or asked, already */
export async function openChoice(tx: Transaction, keys: KeyRing, { runId, stepKey, caller, hours, offered }: NewChoice): Promise<boolean> {
  const [wait] = await tx.query<{ id: string }>(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, deadline_at)
     select $1, $2, 'person', $3, $4, now() + make_interval(hours => $5) where not exists (select from waits where run_id = $1 and step_key = $2)
     on conflict (run_id, step_key) where outcome is null do nothing returning id`,
    [runId, stepKey, caller.tenantId, caller.aadObjectId, hours],
  )
  if (!wait) return false
  await tx.query(`insert into choices (wait_id, run_id, offered_sealed) values ($1, $2, $3)`, [
    ...[wait.id, runId],
    keys.seal(JSON.stringify(offered), context(wait.id)),
  ])
  return true
}

/** What is offered, for who presses; null: there is no such choice. */
export async function findOffered(tx: Transaction, keys: KeyRing, id: string): Promise<Offered | null> {
  const [row] = await tx.query<{ sealed: string }>(`select offered_sealed as "sealed" from choices where wait_id = $1`, [id])
  return row ? open(keys, id, row.sealed) : null
}

function toChoice(keys: KeyRing, { answer, sealed, ...row }: Row): Choice {
  const offered = open(keys, row.id, sealed)
  const match = answer !== null && /^\d{1,3}$/.test(answer) ? offered.matches[Number(answer)] : undefined
  return { ...row, offered, chosen: match ? { type: offered.type, id: match.id, name: match.name } : null }
}

const context = (id: string): string[] => ['choices.offered', id]
const open = (keys: KeyRing, id: string, sealed: string): Offered => JSON.parse(keys.open(sealed, context(id))) as Offered
