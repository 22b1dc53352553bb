// Proposes to the caller of a run that has ended that it be run again, or continued; its audit entry is of the same transaction.
import { recordAudit } from '../../audit/record.js'
import type { Caller } from '../../caller.js'
import type { Transaction } from '../../database.js'
import { findContinuable, type Continuable } from '../continuable.js'
import { propose, type ProposalKind } from '../proposals.js'
import type { Changed } from './change-run.js'
import type { FoundRun } from './find-by-name.js'

/** Who proposes: somebody who is signed in to the pages, or somebody at a shell. */
export type Proposer = { readonly caller: Caller; readonly name: string } | { readonly user: string }

/** `waits`: another proposal isn't answered yet. `open`: the run hasn't ended. The others: it can't be continued. */
export type Proposed = 'proposed' | 'waits' | Exclude<Continuable, 'yes'>

/** The sweep asks the caller; nothing starts before they have answered. */
export async function proposeRun(
  tx: Transaction,
  run: Pick<FoundRun, 'id' | 'endedAt'>,
  { kind, by: who }: { readonly kind: ProposalKind; readonly by: Proposer },
): Promise<Proposed> {
  if (run.endedAt === null) return 'open'
  const may = kind === 'continue' ? await findContinuable(tx, run.id) : 'yes'
  if (may !== 'yes') return may
  const [by, byName] = 'user' in who ? [`shell:${who.user}`, ''] : [who.caller.aadObjectId, who.name]
  if (!(await propose(tx, { runId: run.id, kind, by, byName }))) return 'waits'
  const caller = 'user' in who ? {} : { caller: who.caller }
  await recordAudit(tx, { event: 'run.proposed', runId: run.id, ...caller, detail: { kind, by } })
  return 'proposed'
}

/** What a shell says of it. */
export function sayProposed({ id, profile, state }: FoundRun, proposed: Proposed): Changed {
  const texts: Readonly<Record<Proposed, string>> = {
    proposed: `${profile.name} is asked in Teams; nothing starts before they say yes. npm run runs -- show ${id} says what they answered.`,
    waits: `${profile.name} was asked already and hasn't answered yet. Nothing was changed.`,
    open: `${id} hasn't ended (${state}). Nothing was changed.`,
    completed: `${id} is done; there is nothing to continue. Nothing was changed.`,
    cancelled: `${id} was cancelled, so it isn't continued. Nothing was changed.`,
    lost: `Nobody knows how far ${id} got, so it can't be continued. Nothing was changed.`,
    called: `Another run called ${id}; continue that one. Nothing was changed.`,
    list: `${id} was a list to decide in place; its caller types the command again. Nothing was changed.`,
    continued: `${id} is continued already. Nothing was changed.`,
    did_nothing: `${id} was to continue another run and never began; continue that other one. Nothing was changed.`,
  }
  return { ok: proposed === 'proposed', text: texts[proposed] }
}
