// The facts of a question whose record has changed: those of now, with what stands around a value.
import { expect, it } from 'vitest'
import { factsNow } from '../../text/facts-now.js'

const facts = [
  { label: 'Name', value: 'Acme' },
  { label: 'Amount', value: 50_000 },
  { label: 'Close date', value: '2026-12-28' },
  { label: 'Discount', value: '20 %' },
]

it('are those of now where the record has changed, by whatever case its fields are named; the others stay', () => {
  const changes = [
    { label: 'Amount', from: 50_000, to: 80_000 },
    { label: 'Close Date', from: '2026-12-28', to: '2027-01-31' },
    { label: 'Discount', from: 20, to: 35 },
    { label: 'Stage', from: 'Proposal', to: 'Negotiation' },
  ]
  expect(factsNow(facts, changes)).toEqual([
    { label: 'Name', value: 'Acme' },
    { label: 'Amount', value: 80_000 },
    { label: 'Close date', value: '2027-01-31' },
    { label: 'Discount', value: '35 %' },
  ])
  expect(factsNow(facts, [])).toEqual(facts)
})

it('are the new value alone where the old one is not in it, or is in it twice', () => {
  expect(factsNow([{ label: 'Discount', value: 'a fifth' }], [{ label: 'Discount', from: 20, to: 35 }])).toEqual([
    { label: 'Discount', value: 35 },
  ])
  expect(factsNow([{ label: 'Range', value: '5 to 5' }], [{ label: 'Range', from: 5, to: 6 }])).toEqual([{ label: 'Range', value: 6 }])
})
