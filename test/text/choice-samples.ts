// One of every message where several records fit what somebody typed, for the tests that look at all of them.
import { choiceCard, type ChoiceCardModel } from '../../text/cards/choice-card.js'
import { runEnded } from '../../text/cards/run-ended.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'

type Sampled = Pick<ChoiceCardModel, 'title' | 'deadlineAt' | 'runId' | 'locale'>

/** @param data of people and apps; @param author what a recipe's author wrote */
export function choiceSamples(
  text: Catalogue,
  sampled: Sampled,
  { data, author }: Readonly<Record<'data' | 'author', (words: string) => string>>,
): Record<string, Message> {
  const match = (name: string, about: readonly string[]) => ({ id: data('006AAA'), name: data(name), about })
  const two = [match('Acme', [data('Proposal'), '2026-12-28', data('Alice Jensen')]), match('Acme Nordics', [])]
  const card = (change: Partial<ChoiceCardModel>): Message =>
    choiceCard(
      {
        ...{ id: '3f0f0a52-5a3e-4a43-9d0f-1d2f6f1f7a10', state: 'waiting', label: author('Opportunity'), typed: data('acme') },
        ...{ matches: two, isMore: false, chosen: null },
        ...sampled,
        ...change,
      },
      text,
    )
  const many = Array.from({ length: 25 }, () => match('Acme', [data('Proposal')]))
  const ended = { title: sampled.title, app: data('Salesforce'), runId: sampled.runId, callerName: data('Alice Jensen'), stepsDone: 0 }
  return {
    'choice, of two': card({}),
    'choice, from a list': card({ matches: many }),
    'choice, from a list, and there are more': card({ matches: many, isMore: true }),
    'choice, made': card({ state: 'chosen', chosen: data('Acme') }),
    'choice, none': card({ state: 'none' }),
    'choice, expired': card({ state: 'expired' }),
    'choice, cancelled': card({ state: 'cancelled' }),
    'ended, none was meant': runEnded({ ...ended, readBy: 'caller', ending: { kind: 'none_meant' } }, text),
    'ended, none was chosen': runEnded(
      { ...ended, readBy: 'caller', ending: { kind: 'not_chosen', deadlineAt: sampled.deadlineAt } },
      text,
    ),
    'note, choice taken': notes.choiceTaken({ match: data('Acme') }, text),
    'note, choice of none taken': notes.choiceTaken({ match: null }, text),
    'note, choice from the list': notes.chooseFromList(text),
    'note, choice sent': notes.choiceSent(data('Alice Jensen'), text),
  }
}
