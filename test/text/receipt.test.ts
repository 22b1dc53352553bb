// The receipt of a run that wrote in several apps: each link says where it leads, and a record is there once, as it is at the end.
import { expect, it } from 'vitest'
import { receipt, type DoneWrite } from '../../text/cards/receipt.js'
import { buttonsIn } from '../support/teams-person.js'

const model = {
  title: 'Close deal',
  lines: [{ line: 'Acme is closed', url: null }],
  identities: [],
  at: new Date(0),
  runId: 'closeDeal-K7F3',
  locale: 'en-US',
}
const wrote = (app: string, name: string | null, path: string, stage?: string): DoneWrite => ({
  ...{ app, action: 'create folder', name, url: `https://${app.toLowerCase()}.example/${path}` },
  facts: stage === undefined ? [] : [{ label: 'stage', value: stage }],
})
const links = (facts: readonly DoneWrite[]) =>
  buttonsIn(receipt({ ...model, facts })).map(({ title, url }) => `${String(title)} ${String(url)}`)

it('names the app that a link leads to, and the record where an app has several', () => {
  expect(links([wrote('Box', 'Acme', 'a'), wrote('Box', null, 'b'), wrote('ServiceNow', 'REQ1', 'c')])).toEqual([
    'Open Acme in Box https://box.example/a',
    'Open in ServiceNow https://servicenow.example/c',
    'Open in Box: create folder https://box.example/b',
  ])
})

it('says of which record the facts are, where several have some', () => {
  const request = { ...wrote('ServiceNow', 'REQ1', 'c'), facts: [{ label: 'number', value: 'REQ1' }] } as const
  const said = JSON.stringify(
    receipt({ ...model, facts: [wrote('Salesforce', 'Acme', '1', 'Closed Won'), wrote('Salesforce', 'Globex', '2', 'Proposal'), request] }),
  )
  for (const [title, value] of [
    ['Acme', 'Closed Won'],
    ['Globex', 'Proposal'],
    ['ServiceNow', 'REQ1'],
  ])
    expect(said).toContain(`{"title":"${title ?? ''}","value":"${value ?? ''}"}`)
  expect(said).not.toContain('"Stage"')
})

it('has one link of a record that has two addresses, the last', () => {
  const shared = { ...wrote('Box', 'Acme', 'shared'), record: 'https://box.example/a' }
  expect(links([wrote('Box', 'Acme', 'a'), shared])).toEqual(['Open in Box https://box.example/shared'])
})

it('a line that leads somewhere is a link, and its address stands nowhere in letters', () => {
  const url = 'https://box.example/s/9f(1)'
  const { card, summary } = receipt({ ...model, facts: [], lines: ['Acme [has] a room', 'Its list'].map((line) => ({ line, url })) })
  const texts = JSON.stringify(card)
  expect(texts).toContain('[Acme \\\\[has\\\\] a room](https://box.example/s/9f%281%29)')
  expect(texts).toContain('[Its list](https://box.example/s/9f%281%29)')
  expect(summary).toBe('Acme [has] a room')
})

it('has one link and the last facts of a record that was written twice', () => {
  const facts = [wrote('Salesforce', 'Acme', '1', 'Negotiation'), wrote('Salesforce', 'Acme', '1', 'Closed Won')]
  expect(links(facts)).toEqual(['Open in Salesforce https://salesforce.example/1'])
  const said = JSON.stringify(receipt({ ...model, facts }))
  expect(said).toContain('Closed Won')
  expect(said).not.toContain('Negotiation')
})

it('shows five links at most, and hides no app behind another', () => {
  const many = Array.from({ length: 8 }, (_, at) => wrote('Box', `Folder ${String(at)}`, String(at)))
  const shown = links([...many, wrote('Salesforce', 'Acme', '1')])
  expect(shown).toHaveLength(5)
  expect(shown[1]).toBe('Open in Salesforce https://salesforce.example/1')
})
