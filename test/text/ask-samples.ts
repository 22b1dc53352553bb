// One of every message about a recipe's question to people, for the tests that look at all of them.
import * as notes from '../../text/ask-notes.js'
import { askCard, type AskCardModel, type AskEnding } from '../../text/cards/ask-card.js'
import { askReminder } from '../../text/cards/ask-reminder.js'
import { runEnded } from '../../text/cards/run-ended.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'

type Sampled = Pick<AskCardModel, 'title' | 'deadlineAt' | 'runId'>

export function askSamples(text: Catalogue, sampled: Sampled, data: (words: string) => string): Record<string, Message> {
  const at = new Date('2026-11-23T14:31:00Z')
  const { deadlineAt } = sampled
  const asker = data('Alice Jensen')
  const question = data('Approve a discount for Acme?')
  const card = (change: Partial<AskCardModel>): Message =>
    askCard(
      {
        ...{ id: '3f0f0a52-5a3e-4a43-9d0f-1d2f6f1f7a10', ending: null, nonce: 'nonce', version: 1, question, asker, passedBy: null },
        askedAt: new Date('2026-11-23T13:09:00Z'),
        facts: [
          { label: data('Name'), value: data('Acme') },
          { label: data('Amount'), value: 50_000 },
          { label: data('Close date'), value: '2026-12-28' },
        ],
        hasPicker: false,
        ...{ changes: [], options: [data('Approve'), data('Reject')], app: data('Salesforce'), locale: 'en-US' },
        ...{ url: 'https://contoso.my.salesforce.com/lightning/r/Opportunity/0065g0000001AAAQA2/view', ...sampled, ...change },
      },
      text,
    )
  const ended = (ending: AskEnding): Message => card({ ending })
  const answered = { kind: 'answered', option: data('Approve'), at } as const
  const over = {
    title: sampled.title,
    app: data('Salesforce'),
    runId: sampled.runId,
    callerName: asker,
    stepsDone: 2,
    readBy: 'caller',
  } as const
  return {
    ...Object.fromEntries(
      (['cancelled', 'denied', 'left'] as const).map((how) => [
        `ended, a signer, ${how}`,
        runEnded({ ...over, ending: { kind: 'signer', how, name: data('Bob Olsen') } }, text),
      ]),
    ),
    'ask, waiting': card({}),
    'ask, with a people picker': card({ hasPicker: true }),
    'ask, passed on, no app': card({ passedBy: data('Bob Olsen'), app: null, url: null }),
    'ask, changed': card({
      changes: [
        { label: data('Discount'), from: 20, to: 35 },
        { label: data('Stage'), from: '', to: data('Proposal') },
      ],
    }),
    'ask, answered by its reader': ended({ ...answered, by: null, account: data('bob@contoso-sales.example') }),
    'ask, answered by another': ended({ ...answered, by: data('Carol Holm'), account: null }),
    'ask, settled in the app': ended({ kind: 'settled', how: data('Approved'), by: data('Bob Olsen'), at }),
    'ask, settled, nobody knows by whom': ended({ kind: 'settled', how: data('Approved'), by: null, at: null }),
    'ask, passed to another': ended({ kind: 'passed', to: data('Carol Holm'), inApp: 'owed' }),
    'ask, passed to another, in the app too': ended({ kind: 'passed', to: data('Carol Holm'), inApp: 'moved' }),
    'ask, passed to another, left in the app': ended({ kind: 'passed', to: data('Carol Holm'), inApp: 'left' }),
    'ask, expired': ended({ kind: 'expired' }),
    'ask, withdrawn': ended({ kind: 'withdrawn' }),
    'ask, reminder': askReminder({ asker, question, deadlineAt }, text),
    'ask, not reached': notes.cantReachYet({ who: data('Bob Olsen'), deadlineAt }, text),
    'ask, asked': notes.askedNow({ title: sampled.title, people: [data('Bob Olsen'), data('Carol Holm')], deadlineAt }, text),
    'note, ask taken': notes.askTaken({ option: data('Approve') }, text),
    'note, ask checked': notes.askChecking({ option: data('Approve') }, text),
    'note, ask pending': notes.askPending(text),
    'note, ask changed': notes.askChanged(text),
    'note, own request': notes.ownRequest(text),
    'note, ask passed': notes.askPassed({ to: data('Carol Holm') }, text),
    'note, ask not passed, empty': notes.notPassed({ kind: 'empty' }, text),
    'note, ask not passed, asker': notes.notPassed({ kind: 'asks' }, text),
    'note, ask not passed, asked': notes.notPassed({ kind: 'asked' }, text),
    'note, ask not passed, picked and unknown': notes.notPassed({ kind: 'unknown', typed: null }, text),
    'note, ask not passed, unknown': notes.notPassed({ kind: 'unknown', typed: data('x@contoso.example') }, text),
  }
}
