// Shows a run's caller what an operator proposes, in their own chat, and what became of it.
import { findProposal, type Proposal } from '../runs/proposals.js'
import { claimProposalCards, proposalShown, type ProposalCard } from '../runs/proposal-cards.js'
import type { Effect } from '../runs/effects.js'
import { listDoneSoFar } from '../runs/done-so-far.js'
import { findRun } from '../runs/find-run.js'
import type { Run } from '../runs/types.js'
import { describeError } from '../log.js'
import { proposalCard, type DoneStep, type ProposalCardModel } from '../text/cards/proposal-card.js'
import type { Message } from '../text/message.js'
import { stepWords } from '../workflows/words.js'
import type { ActivityDeps } from './activity-deps.js'
import { nameOf } from './name-of.js'
import { titleOf } from './title-of.js'

export type ProposalDeps = Pick<ActivityDeps, 'db' | 'keys' | 'messenger' | 'log'>

/** What is claimed is shown, at least once; what Teams doesn't take stays owed. */
export async function showProposals(deps: ProposalDeps): Promise<void> {
  for (const card of await claimProposalCards(deps.db)) {
    await show(deps, card).catch((error: unknown) => {
      deps.log.warn(
        { code: 'WB-SWEEP-007', err: describeError(error) },
        "A proposal to a run's caller couldn't be shown yet; it stays owed.",
      )
    })
  }
}

async function show({ db, keys, messenger }: ProposalDeps, card: ProposalCard): Promise<void> {
  const proposal = await findProposal(db, card.id)
  const run = proposal && (await findRun(db, keys, proposal.runId))
  // Over before it was ever shown: nothing to ask and nothing to edit.
  if (!run || (card.activityId === null && proposal.answer !== null)) return proposalShown(db, card)
  const message = await render({ db, keys }, proposal, run)
  if (card.conversationId !== null && card.activityId !== null) {
    const placed = await messenger.update(card.conversationId, card.activityId, message)
    if (placed === 'updated' || proposal.answer !== null) return proposalShown(db, card)
  }
  const chat = await messenger.openPersonal({ ...run.caller, ...run.profile }, run.conversationId)
  // It stays owed, ever less often, until its deadline: they may add Workbot.
  if (chat.kind === 'unreachable') return
  const delivery = await messenger.post(chat.conversationId, message)
  if (delivery.kind === 'posted') await proposalShown(db, { ...card, conversationId: chat.conversationId, activityId: delivery.activityId })
}

async function render({ db, keys }: Pick<ProposalDeps, 'db' | 'keys'>, proposal: Proposal, run: Run): Promise<Message> {
  const written = await listDoneSoFar(db, keys, run.id)
  const steps = (isDone: boolean) => written.filter(({ finished }) => finished === isDone).map(toStep)
  return proposalCard({
    ...{ id: proposal.id, kind: proposal.kind, state: proposal.answer ?? 'open', deadlineAt: proposal.deadlineAt },
    ...{ title: titleOf(run.recipe), by: whoAsks(proposal, run), askedAt: run.acceptedAt, runId: run.id },
    ...{ done: steps(true), unsure: steps(false) },
  })
}

function toStep({ stepKey, appAccount, result }: Effect): DoneStep {
  return { step: stepWords(stepKey), account: appAccount, name: nameOf(result) }
}

function whoAsks({ by, byName }: Proposal, { caller }: Run): ProposalCardModel['by'] {
  if (by === caller.aadObjectId) return { kind: 'caller' }
  return byName === '' ? { kind: 'operator' } : { kind: 'person', name: byName }
}
