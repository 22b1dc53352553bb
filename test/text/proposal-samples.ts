// One of every message about a run that an operator proposes to run again or to continue, for the tests that look at all of them.
import { proposalCard, type ProposalCardModel } from '../../text/cards/proposal-card.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'

type Sampled = Pick<ProposalCardModel, 'title' | 'askedAt' | 'deadlineAt' | 'runId'> & { readonly data: (words: string) => string }

export function proposalSamples(text: Catalogue, { data, ...sampled }: Sampled): Record<string, Message> {
  const step = (name: string | null) => ({
    ...{ step: data('Salesforce: create opportunity'), account: data('alice@contoso-sales.example') },
    name: name === null ? null : data(name),
  })
  const rita = { kind: 'person', name: data('Rita Operator') } as const
  const card = (change: Partial<ProposalCardModel>): Message =>
    proposalCard(
      {
        ...{ id: '3f0f0a52-5a3e-4a43-9d0f-1d2f6f1f7a10', kind: 'again', state: 'open', by: rita, done: [step('Acme')], unsure: [] },
        ...sampled,
        ...change,
      },
      text,
    )
  return {
    'proposal, run again': card({}),
    'proposal, run again, may have been done': card({ unsure: [step(null)] }),
    'proposal, run again, nothing done': card({ done: [] }),
    'proposal, run again, of their own': card({ by: { kind: 'caller' } }),
    'proposal, run again, from a shell, long': card({
      ...{ by: { kind: 'operator' }, done: Array.from({ length: 12 }, (_, index) => step(String(index + 1))) },
    }),
    'proposal, continue': card({ kind: 'continue', unsure: [step(null)] }),
    'proposal, continue, of their own': card({ kind: 'continue', by: { kind: 'caller' } }),
    'proposal, run again, yes': card({ state: 'yes' }),
    'proposal, continue, yes': card({ kind: 'continue', state: 'yes' }),
    'proposal, no': card({ state: 'no' }),
    'proposal, expired': card({ state: 'expired' }),
    'note, proposal over': notes.proposalOver(text),
  }
}
