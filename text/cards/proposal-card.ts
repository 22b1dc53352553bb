// The card that asks a run's caller whether it shall be run again or continued, with what it has done; and what it becomes.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, facts, heading, lineBelow, paragraph, pressButton, primary, smallPrint, type Element } from '../elements.js'
import { dateAndTime } from '../format.js'
import { joinMarkdown, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { runName } from '../run-name.js'

export interface DoneStep {
  /** In words: `Salesforce: create opportunity Acme`. */
  readonly step: string
  /** As whom, in the app's words. */
  readonly account: string
  /** Of the record, where its app's answer has one. */
  readonly name: string | null
}

export interface ProposalCardModel {
  /** What a press names. */
  readonly id: string
  readonly kind: 'again' | 'continue'
  readonly state: 'open' | 'yes' | 'no' | 'expired'
  /** `recipeTitle` */
  readonly title: string
  /** Who asks: a name, the caller themselves, or somebody at a shell. */
  readonly by: { readonly kind: 'person'; readonly name: string } | { readonly kind: 'caller' | 'operator' }
  /** When the run was asked for. */
  readonly askedAt: Date
  readonly done: readonly DoneStep[]
  /** Sent, and nobody knows. */
  readonly unsure: readonly DoneStep[]
  readonly deadlineAt: Date
  readonly runId: string
}

const STEPS_AT_MOST = 8

/** A new message while it is open, edited in place when it is answered. */
export function proposalCard(model: ProposalCardModel, text: Catalogue = english): Message {
  const { id, kind, state, title, runId, deadlineAt } = model
  if (state !== 'open') return proposalClosed({ kind, state, title, runId }, text)
  const { proposal } = text
  const summary = proposal.title({ kind, recipe: title })
  const press = (answer: 'yes' | 'no') => ({ press: 'answerProposal', proposal: id, answer }) as const
  return cardMessage({
    summary,
    body: [
      heading(summary),
      paragraph(joinMarkdown([whoAsks(model, text), proposal.notBefore()], ' ')),
      ...whatWasDone(model, text),
      facts([[proposal.until(), dateAndTime(deadlineAt)]]),
      reference(runId, text),
    ],
    buttons: [primary(pressButton(proposal.yes({ kind }), press('yes'))), pressButton(proposal.no(), press('no'))],
  })
}

/** Answered, or too late. */
export function proposalClosed(
  { kind, state, title, runId }: Pick<ProposalCardModel, 'kind' | 'title' | 'runId'> & { readonly state: 'yes' | 'no' | 'expired' },
  text: Catalogue = english,
): Message {
  const summary = text.proposal.title({ kind, recipe: title })
  const how = text.proposal.answered({ kind, recipe: title, answer: state })
  return cardMessage({ summary, body: [heading(summary), paragraph(how), reference(runId, text)] })
}

const reference = (runId: string, text: Catalogue): Element => smallPrint(text.ended.reference({ code: null, run: runName(runId) }))

function whoAsks({ kind, by, title, askedAt }: ProposalCardModel, { proposal }: Catalogue): Markdown {
  const words = { kind, recipe: title, at: dateAndTime(askedAt) }
  if (by.kind === 'caller') return proposal.asksYourself(words)
  return proposal.asks({ ...words, by: by.kind === 'person' ? by.name : proposal.operator() })
}

function whatWasDone({ kind, done, unsure }: ProposalCardModel, { proposal }: Catalogue): readonly Element[] {
  if (done.length + unsure.length === 0) return [paragraph(proposal.nothingDone())]
  const isAgain = kind === 'again'
  const list = (title: Markdown, steps: readonly DoneStep[]): readonly Element[] => {
    if (steps.length === 0) return []
    const shown = steps.slice(0, STEPS_AT_MOST).map((step) => lineBelow(proposal.step(step)))
    const left = steps.length - shown.length
    return [paragraph(title), ...shown, ...(left > 0 ? [lineBelow(proposal.more({ count: left }))] : [])]
  }
  return [
    ...list(isAgain ? proposal.doneTwice() : proposal.doneKept(), done),
    ...list(isAgain ? proposal.maybeTwice() : proposal.maybeAsked(), unsure),
  ]
}
