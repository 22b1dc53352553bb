// The receipt of a run that wrote in several apps: each link says where it leads, and a record is there once, as it is at the end.
import { expect, it } from 'vitest'
import { receipt, type DoneWrite } from '../../text/cards/receipt.js'
import { buttonsIn } from '../support/teams-person.js'

const model = { title: 'Close deal', lines: ['Acme is closed'], identities: [], at: new Date(0), runId: 'closeDeal-K7F3', locale: 'en-US' }
const wrote = (app: string, name: string | null, path: string, stage?: string): DoneWrite => ({
  ...{ app, name, url: `https://${app.toLowerCase()}.example/${path}` },
  facts: stage === undefined ? [] : [{ label: 'stage', value: stage }],
})
const links = (facts: readonly DoneWrite[]) =>
  buttonsIn(receipt({ ...model, facts })).map(({ title, url }) => `${String(title)} ${String(url)}`)

it('names the app that a link leads to, and the record where an app has several', () => {
  expect(links([wrote('Box', 'Acme', 'a'), wrote('Box', null, 'b'), wrote('ServiceNow', 'REQ1', 'c')])).toEqual([
    'Open Acme in Box https://box.example/a',
    'Open in ServiceNow https://servicenow.example/c',
    'Open 2 in Box https://box.example/b',
  ])
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
