// Receipts, for the tests that look at all messages: of one app, of several, of the shared connection, and with a write nobody can tell of.
import { receipt, type ReceiptIdentity, type ReceiptModel } from '../../text/cards/receipt.js'
import type { Catalogue } from '../../text/catalogue.js'
import type { Message } from '../../text/message.js'
import type { Data } from './card-samples.js'

interface Sampled {
  readonly receiptOf: Pick<ReceiptModel, 'title' | 'facts' | 'at' | 'runId' | 'locale'>
  /** That recipe's title. */
  readonly pipeline: string
  readonly identity: Omit<ReceiptIdentity, 'mode'>
}

export function receiptSamples(
  text: Catalogue,
  { receiptOf, pipeline, identity }: Sampled,
  { outside: data, author }: Data,
): Record<string, Message> {
  const made = (app: string, action: string, name: string | null) => ({
    ...{ app: data(app), action: author(action), name: name === null ? null : data(name), facts: [] },
    url: `https://${app.toLowerCase()}.example/${action.replaceAll(' ', '-')}/${name?.replaceAll(' ', '-') ?? '1'}`,
  })
  return {
    'receipt, as the caller': receipt(
      {
        ...receiptOf,
        lines: [{ line: data('Created the opportunity Acme'), url: null }],
        facts: [
          {
            facts: [
              { label: 'amount', value: 50_000, currency: 'USD' },
              { label: 'stage', value: data('Prospecting') },
              { label: 'owner', value: data('Alice Jensen') },
              { label: 'closeDate', value: '2026-12-31' },
            ],
            ...{
              app: data('Salesforce'),
              action: author('create opportunity'),
              name: data('Acme'),
              url: 'https://contoso.my.salesforce.example/006',
            },
          },
        ],
        identities: [{ mode: 'personal', ...identity }],
      },
      text,
    ),
    'receipt, of several apps': receipt(
      {
        ...receiptOf,
        lines: [
          { line: data('Acme has a room'), url: 'https://contoso-sales.example/006' },
          { line: author('Invited 1 of 2 people'), url: null },
        ],
        failed: [{ name: data('nobody'), kind: 'ActionRejected', detail: data('That is no e-mail address.') }],
        facts: [
          made('Salesforce', 'update opportunity', 'Acme'),
          made('Box', 'create folder', 'Acme 0001'),
          made('Box', 'create folder', 'Proposal'),
          made('ServiceNow', 'request item', 'REQ0010023'),
          made('ServiceNow', 'comment', null),
        ],
        identities: [{ mode: 'personal', ...identity }],
      },
      text,
    ),
    'receipt, with a write left unknown': receipt(
      {
        ...receiptOf,
        lines: [{ line: author('Created the opportunity Acme'), url: null }],
        identities: [{ ...identity, mode: 'personal' }],
        unsure: [{ app: data('Salesforce'), action: author('post to chatter') }],
      },
      text,
    ),
    'receipt, shared, with a table': receipt(
      {
        ...receiptOf,
        title: pipeline,
        lines: [{ line: data('The 3 largest open opportunities'), url: null }],
        rows: ['Acme', 'Globex Corporation', 'Initech'].map((name, index) => ({
          [data('Opportunity')]: data(name),
          [data('Amount')]: index === 2 ? null : 50_000 / (index + 1),
          ...(index === 0 && { url: 'https://contoso-sales.example/006' }),
          [data('Stage')]: data('Negotiation'),
          [data('Owner')]: data('Integration User'),
        })),
        identities: [{ mode: 'shared', ...identity, accountName: data('integration@contoso.example') }],
      },
      text,
    ),
  }
}
