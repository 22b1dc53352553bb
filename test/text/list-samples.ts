// A list that is decided in place, as it stands at each moment, for the tests that look at all messages.
import { listCard, type ListCardLine, type ListCardModel } from '../../text/cards/list-card.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import * as notes from '../../text/notes.js'

/** @param data of people and apps; @param author what a recipe's author wrote */
export function listSamples(
  text: Catalogue,
  sampled: Pick<ListCardModel, 'runId' | 'locale'> & { readonly account: string },
  { data, author }: Readonly<Record<'data' | 'author', (words: string) => string>>,
): Record<string, Message> {
  const { account, runId, locale } = sampled
  const at = new Date('2026-11-23T14:31:00Z')
  const line = (number: number, name: string, change: Partial<ListCardLine> = {}): ListCardLine => ({
    ...{ number, name: data(name), about: [data('Salesforce'), data('asked by Alice Jensen'), '2026-11-20'] },
    ...{ url: 'https://contoso-sales.example/006', app: data('Salesforce'), option: null, at: null, end: null, ...change },
  })
  const decided = { option: author('Approve'), at }
  const model: ListCardModel = {
    ...{ runId, locale, recipe: author('My approvals'), command: author('my approvals'), title: author('What waits for your approval') },
    ...{ note: '', options: [author('Approve'), author('Reject')], lines: [line(0, 'Acme'), line(1, 'Globex')], left: 0, isOver: false },
  }
  const card = (change: Partial<ListCardModel>): Message => listCard({ ...model, ...change }, text)
  return {
    'list, to decide': card({}),
    'list, with more and a note': card({ left: 4, note: author("Left out, because you aren't signed in: ServiceNow") }),
    'list, one under way, one done, one refused': card({
      lines: [
        line(0, 'Acme', { option: author('Approve') }),
        line(1, 'Globex', { ...decided, end: { kind: 'done', detail: '', account } }),
        line(2, 'Initech', { ...decided, end: { kind: 'refused', detail: data('It was approved already by Carol Holm.'), account: null } }),
        line(3, 'Umbrella', { ...decided, end: { kind: 'refused', detail: '', account: null } }),
      ],
    }),
    'list, over, all decided': card({ lines: [line(0, 'Acme', { ...decided, end: { kind: 'done', detail: '', account } })], isOver: true }),
    'list, over': card({ isOver: true }),
    'list, of ten': card({ lines: Array.from({ length: 10 }, (_, at) => line(at, 'Acme')) }),
    'note, line taken': notes.lineTaken(text),
    'note, line not waiting': notes.lineNotWaiting(text),
  }
}
