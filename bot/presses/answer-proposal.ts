// *Run again*, *Continue* and *No* on an operator's proposal: the caller's own answer, once; nothing was started before it.
import { recordAudit } from '../../audit/record.js'
import type { Transaction } from '../../database.js'
import { findRun } from '../../runs/find-run.js'
import { answerProposal as answer, lockProposal, type Proposal } from '../../runs/proposals.js'
import { anotherPersonsButton, buttonUsed, proposalOver } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import { proposalClosed } from '../../text/cards/proposal-card.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { startAccepted } from '../start-command.js'
import type { Turn } from '../turn.js'
import { startAgain, type StartedAgain } from './start-again.js'
import { startContinued } from './start-continued.js'

type ProposalPress = Extract<Press, { press: 'answerProposal' }>

/** The card's end is the sweep's to show, too: the row says what was answered. */
export async function answerProposal(tx: Transaction, asked: Asked, turn: Turn, press: ProposalPress): Promise<AfterCommit> {
  const { deps, asker } = asked
  const locked = await lockProposal(tx, { id: press.proposal, caller: asker.caller })
  if (locked.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: locked.owner }))
  const run = locked.kind === 'open' ? await findRun(tx, deps.keys, locked.proposal.runId) : null
  const spec = deps.specs.find(({ name }) => name === run?.recipe)
  if (locked.kind === 'over' || !run || !spec) return () => turn.tell(proposalOver())
  const { proposal } = locked
  const closed = proposalClosed({ kind: proposal.kind, state: press.answer, title: recipeTitle(spec), runId: run.id })
  if (press.answer === 'no') {
    await note(tx, asked, proposal, { answer: 'no' })
    return () => turn.replace(closed)
  }
  const start = await starts[proposal.kind](tx, asked, { spec, run, trigger: proposedTrigger(proposal) })
  // Refused: the button stays good for when the recipe is open again.
  if (start.kind === 'refused') return () => turn.tell(start.message)
  await note(tx, asked, proposal, { answer: 'yes', newRunId: start.kind === 'accepted' ? start.run.id : null })
  return () => tellOf(asked, turn, { start, closed, spec })
}

const starts = { again: startAgain, continue: startContinued } as const

/** One new run for one proposal. */
const proposedTrigger = ({ id }: Proposal): string => `proposal:${id}`

type Given = Pick<Parameters<typeof answer>[1], 'answer' | 'newRunId'>

async function note(tx: Transaction, { asker }: Asked, { id, runId, kind }: Proposal, given: Given): Promise<void> {
  await answer(tx, { id, ...given })
  await recordAudit(tx, {
    ...{ event: 'run.proposal_answered', caller: asker.caller, runId },
    detail: { kind, answer: given.answer, newRun: given.newRunId ?? undefined },
  })
}

interface Started {
  readonly start: Exclude<StartedAgain, { kind: 'refused' }>
  readonly closed: ReturnType<typeof proposalClosed>
  readonly spec: Parameters<typeof startAccepted>[2]['spec']
}

async function tellOf(asked: Asked, turn: Turn, { start, closed, spec }: Started): Promise<void> {
  switch (start.kind) {
    case 'duplicate':
      return turn.tell(buttonUsed())
    case 'asks':
      await turn.replace(closed)
      return turn.reply(start.message)
    case 'accepted':
      await Promise.all([turn.replace(closed), startAccepted(asked, turn, { run: start.run, spec })])
  }
}
