// What a person wrote, from Teams' markup to a command and its parameters.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchCommand } from '../../../bot/commands/match-command.js'
import { parseParameters } from '../../../bot/commands/parse-parameters.js'
import { readMessageText } from '../../../bot/commands/read-message-text.js'
import { choice, number, text } from '../../../workflows/params.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'

const params = {
  name: text('Opportunity name'),
  amount: number('Amount'),
  stage: choice('Stage', ['Prospecting', 'Negotiation']),
  closeDate: text('Close date'),
}
const spec = (name: string, command: string): RecipeSpec => ({ name, command, hint: '', apps: {}, params })
const specs = [spec('create', 'create'), spec('createOpportunity', 'create opportunity'), spec('pipeline', 'pipeline')]
const values = (typed: string) => parseParameters(typed, params).values

describe('what a person wrote', () => {
  const bot = { id: '28:bot' }
  it('loses the mention of the bot and keeps other names', () => {
    const entities = [
      { type: 'mention', text: '<at>Workbot</at>', mentioned: bot },
      { type: 'mention', text: '<at>Bob Olsen</at>', mentioned: { id: '29:bob' } },
    ]
    const activity = { text: '<at>Workbot</at>&nbsp;ask <at>Bob Olsen</at> about R&amp;D\r\n', entities, recipient: bot }
    expect(readMessageText(activity)).toBe('ask Bob Olsen about R&D')
  })

  it('is decoded once, and any text at all is taken', () => {
    expect(readMessageText({ text: '&amp;lt; &#65;&#x42; &unknown; &#99999999;', entities: null, recipient: bot })).toBe(
      '&lt; AB &unknown; &#99999999;',
    )
    fc.assert(fc.property(fc.string(), (typed) => void readMessageText({ text: typed, entities: null, recipient: bot })))
  })
})

describe('a command', () => {
  it('is found in any case, the longest first, and keeps what follows', () => {
    expect(matchCommand('Create Opportunity name: Acme', specs)).toMatchObject({ spec: { name: 'createOpportunity' }, rest: 'name: Acme' })
    expect(matchCommand('create something', specs)).toMatchObject({ spec: { name: 'create' }, rest: 'something' })
    expect(matchCommand('pipelines', specs)).toMatchObject({ kind: 'unknown', nearest: ['pipeline'] })
  })

  it('is suggested when it is nearly typed', () => {
    expect(matchCommand('craete oportunity name: Acme', specs)).toEqual({ kind: 'unknown', nearest: ['create', 'create opportunity'] })
    expect(matchCommand('opportunity', specs)).toEqual({ kind: 'unknown', nearest: ['create opportunity'] })
    expect(matchCommand('what is the weather', specs)).toEqual({ kind: 'unknown', nearest: [] })
  })

  it('help is understood in several ways', () => {
    for (const typed of ['help', 'Help!', '?', 'hello', '']) expect(matchCommand(typed, specs).kind).toBe('help')
  })
})

describe('inline parameters', () => {
  it('go by key or label, in any case', () => {
    expect(values('name: Acme amount: 50k stage: Prospecting')).toEqual({ name: 'Acme', amount: '50k', stage: 'Prospecting' })
    expect(values('Opportunity Name:Acme Corp, AMOUNT : 5; close date: 2026-01-01')).toEqual({
      name: 'Acme Corp',
      amount: '5',
      closeDate: '2026-01-01',
    })
  })

  it('may hold colons, addresses and times', () => {
    expect(values('name: Acme: phase 2 amount: 5')).toEqual({ name: 'Acme: phase 2', amount: '5' })
    expect(values('name: see https://acme.example/a:b at 10:30 amount: 5')).toEqual({
      name: 'see https://acme.example/a:b at 10:30',
      amount: '5',
    })
  })

  it('may be quoted, with the quotes a phone makes too', () => {
    expect(values('name: "stage: fun" amount: 5')).toEqual({ name: 'stage: fun', amount: '5' })
    expect(values('name: “stage: fun” amount: 5')).toEqual({ name: 'stage: fun', amount: '5' })
    expect(values('name: „Acme“ amount: "5"')).toEqual({ name: 'Acme', amount: '5' })
    expect(values('name: 3.5" disk amount: 5')).toEqual({ name: '3.5" disk', amount: '5' })
    expect(values('name: "open amount: 5')).toEqual({ name: '"open', amount: '5' })
  })

  it('with a slip in the name keep their value and are asked about', () => {
    expect(parseParameters('name: Acme stagee: Prospecting', params)).toEqual({
      values: { name: 'Acme', stage: 'Prospecting' },
      unknown: [{ name: 'stagee', value: 'Prospecting', suggestion: 'stage' }],
      loose: null,
    })
    expect(parseParameters('customer: Acme amount: 5', params)).toMatchObject({
      values: { amount: '5' },
      unknown: [{ name: 'customer', value: 'Acme', suggestion: null }],
    })
  })

  it('lose nothing that has no name, or a name already given', () => {
    expect(values('name: A name: B amount: 5')).toEqual({ name: 'A name: B', amount: '5' })
    expect(values('name: A note: B amount: 5')).toEqual({ name: 'A note: B', amount: '5' })
    expect(parseParameters('Acme Corp amount: 5', params)).toMatchObject({ values: { name: 'Acme Corp', amount: '5' }, loose: 'Acme Corp' })
  })

  it('survive quoting whatever they hold', () => {
    const inside = fc.string().filter((typed) => !/["“”„«»]/.test(typed))
    fc.assert(
      fc.property(inside, (typed) => {
        expect(values(`amount: 5 name: "${typed}" stage: x`)).toEqual({ amount: '5', name: typed, stage: 'x' })
      }),
    )
  })
})
