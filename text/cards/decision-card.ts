// The card that asks a caller about a write whose answer was lost, and shows how that ended.
import type { Decision } from '../../runs/types.js'
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, facts, heading, paragraph, pressButton, smallPrint, type Button } from '../elements.js'
import { dateAndTime } from '../format.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { runName } from '../run-name.js'

export interface DecisionCardModel {
  /** Of the question: what a press names. */
  readonly id: string
  readonly state: 'waiting' | Decision | 'expired' | 'cancelled'
  /** `recipeTitle` */
  readonly title: string
  /** The app's name: `Salesforce`. */
  readonly app: string
  /** In words: `create task`. */
  readonly action: string
  /** What it is about, as its caller knows it; null where the action doesn't say. */
  readonly subject: string | null
  /** As whom it was sent. */
  readonly account: string
  /** Workbot can ask the app once more. */
  readonly canCheck: boolean
  readonly deadlineAt: Date
  readonly runId: string
}

/** A new message while it waits, edited in place when it ends. */
export function decisionCard(model: DecisionCardModel, text: Catalogue = english): Message {
  const { state, title, app, account, canCheck, deadlineAt, runId } = model
  const { decision } = text
  const summary = decision.title({ app, recipe: title })
  const about = facts([
    [decision.sentAs(), decision.account({ account })],
    ...(state === 'waiting' ? [[decision.waitsUntil(), dateAndTime(deadlineAt)] as const] : []),
  ])
  const isOpen = state === 'waiting'
  return cardMessage({
    summary,
    body: [
      heading(summary),
      paragraph(decision.lost({ app, what: decision.what(model) })),
      ...(isOpen ? [] : [paragraph(howItEnded(state, text))]),
      ...(isOpen ? [paragraph(decision.lookFirst({ app }))] : []),
      ...(isOpen && canCheck ? [paragraph(decision.orCheck({ app }))] : []),
      about,
      smallPrint(text.ended.reference({ code: 'WB-APP-006', run: runName(runId) })),
    ],
    ...(isOpen && { buttons: choices(model, text) }),
  })
}

function choices({ id, canCheck }: DecisionCardModel, { decision }: Catalogue): Button[] {
  const press = (answer: Decision): Button => pressButton(decision[answer](), { press: 'decideWrite', question: id, answer })
  return [...(canCheck ? [press('check')] : []), press('again'), press('skip')]
}

function howItEnded(state: Exclude<DecisionCardModel['state'], 'waiting'>, { decision }: Catalogue): Markdown {
  if (state === 'expired') return decision.expired()
  if (state === 'cancelled') return decision.cancelled()
  return decision.chose({ answer: state })
}
