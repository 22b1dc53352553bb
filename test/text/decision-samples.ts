// One of every message about a write whose answer was lost, for the tests that look at all of them.
import { decisionCard, type DecisionCardModel } from '../../text/cards/decision-card.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'

type Sampled = Pick<DecisionCardModel, 'title' | 'app' | 'action' | 'account' | 'deadlineAt' | 'runId'> & { readonly subject: string }

export function decisionSamples(text: Catalogue, sampled: Sampled): Record<string, Message> {
  const card = (change: Partial<DecisionCardModel>): Message =>
    decisionCard({ id: '3f0f0a52-5a3e-4a43-9d0f-1d2f6f1f7a10', state: 'waiting', canCheck: true, ...sampled, ...change }, text)
  return {
    'ended, unknown outcome, asked': card({}),
    'ended, unknown outcome, asked, nothing to check': card({ canCheck: false, subject: null }),
    'ended, unknown outcome, check again': card({ state: 'check' }),
    'ended, unknown outcome, try again': card({ state: 'again' }),
    'ended, unknown outcome, skipped': card({ state: 'skip' }),
    'ended, unknown outcome, expired': card({ state: 'expired' }),
    'ended, unknown outcome, cancelled': card({ state: 'cancelled' }),
    'note, decision taken': notes.decisionTaken({ answer: 'again' }, text),
  }
}
