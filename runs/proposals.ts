// What an operator proposes for a run that has ended: that it be run again, or continued. Its caller answers in Teams, once, and nothing starts before.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export type ProposalKind = 'again' | 'continue'
export type ProposalAnswer = 'yes' | 'no'

/** Days that a caller has for their answer. */
const DAYS = 3

export interface Proposal {
  readonly id: string
  readonly runId: string
  readonly kind: ProposalKind
  /** An Entra object id, or `shell:<user>`. */
  readonly by: string
  /** As they signed in to the pages; empty for a shell. */
  readonly byName: string
  readonly at: Date
  readonly deadlineAt: Date
  /** `expired`: nobody answered in time. Null: it can be answered. */
  readonly answer: ProposalAnswer | 'expired' | null
  readonly answeredAt: Date | null
  /** What a yes started; null where the caller was shown a form first. */
  readonly newRunId: string | null
  /** Its card stands in the caller's chat. */
  readonly isShown: boolean
}

const columns = `id, run_id as "runId", kind, proposed_by as "by", proposed_by_name as "byName", proposed_at as "at", deadline_at as "deadlineAt",
  case when answer is null and deadline_at <= now() then 'expired' else answer end as "answer", answered_at as "answeredAt",
  new_run_id as "newRunId", card_activity_id is not null as "isShown"`

/** @returns false where another one waits for its answer already */
export async function propose(
  tx: Transaction,
  { runId, kind, by, byName }: { readonly runId: string; readonly kind: ProposalKind; readonly by: string; readonly byName: string },
): Promise<boolean> {
  await tx.query(`update proposals set ${OVER} where run_id = $1 and answer is null and deadline_at <= now()`, [runId])
  const proposed = await tx.query(
    `insert into proposals (run_id, kind, proposed_by, proposed_by_name, deadline_at) values ($1, $2, $3, $4, now() + make_interval(days => ${String(DAYS)}))
     on conflict (run_id) where answer is null do nothing returning id`,
    [runId, kind, by, byName],
  )
  return proposed.length > 0
}

const OVER = `answer = 'expired', answered_at = now(), revision = revision + 1, show_attempts = 0, next_show_at = now()`

/** Of one run, oldest first. */
export async function listProposals(tx: Transaction, runId: string): Promise<readonly Proposal[]> {
  return tx.query<Proposal>(`select ${columns} from proposals where run_id = $1 order by proposed_at, id`, [runId])
}

export async function findProposal(tx: Transaction, id: string): Promise<Proposal | null> {
  const [found] = await tx.query<Proposal>(`select ${columns} from proposals where id = $1`, [id])
  return found ?? null
}

export type LockedProposal =
  | { readonly kind: 'open'; readonly proposal: Proposal }
  | { readonly kind: 'not_yours'; readonly owner: string }
  /** Answered before, or too late. */
  | { readonly kind: 'over' }

/** For the one who answers: held until `tx` ends, so that of two presses the second finds it answered. */
export async function lockProposal(
  tx: Transaction,
  { id, caller }: { readonly id: string; readonly caller: Caller },
): Promise<LockedProposal> {
  const [found] = await tx.query<Proposal>(`select ${columns} from proposals where id = $1 for update`, [id])
  if (!found) return { kind: 'over' }
  const [run] = await tx.query<Caller & { readonly owner: string }>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId", caller ->> 'name' as "owner" from runs where id = $1`,
    [found.runId],
  )
  if (!run) return { kind: 'over' }
  if (!isSameCaller(run, caller)) return { kind: 'not_yours', owner: run.owner }
  return found.answer === null ? { kind: 'open', proposal: found } : { kind: 'over' }
}

/** Of one that `lockProposal` gave. Its card is owed. */
export async function answerProposal(
  tx: Transaction,
  { id, answer, newRunId = null }: { readonly id: string; readonly answer: ProposalAnswer; readonly newRunId?: string | null },
): Promise<void> {
  await tx.query(
    `update proposals set answer = $2, answered_at = now(), new_run_id = $3, revision = revision + 1, show_attempts = 0, next_show_at = now()
     where id = $1 and answer is null`,
    [id, answer, newRunId],
  )
}

/** For the sweep. */
export async function expireProposals(tx: Transaction): Promise<void> {
  await tx.query(
    `update proposals set ${OVER} where id in (
       select id from proposals where answer is null and deadline_at <= now() order by deadline_at limit 50 for update skip locked)`,
  )
}
