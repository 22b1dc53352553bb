// Typed values become parameters, or each is told what is wrong with it.
import { describe, expect, it } from 'vitest'
import { parseChoice } from '../../../bot/params/parse-choice.js'
import { parseDate } from '../../../bot/params/parse-date.js'
import { validateParams } from '../../../bot/params/validate-params.js'
import { choice, date, number, text } from '../../../workflows/params.js'

const params = {
  name: text('Opportunity name', { maxLength: 10 }),
  amount: number('Amount', { min: 0, max: 1_000_000 }),
  stage: choice('Stage', ['Prospecting', 'Negotiation', 'Needs analysis']),
}
const reader = { locale: 'en-US', timeZone: 'Europe/Copenhagen' }

describe('parameters', () => {
  it('become values when all are right', () => {
    expect(validateParams(params, { name: ' Acme ', amount: '50k', stage: 'pros' }, reader)).toEqual({
      kind: 'valid',
      params: { name: 'Acme', amount: 50_000, stage: 'Prospecting' },
    })
  })

  it('are each told what is wrong with them', () => {
    expect(validateParams(params, { name: 'A very long name', amount: '-1', stage: 'N' }, reader)).toEqual({
      kind: 'invalid',
      problems: {
        name: { kind: 'too_long', maxLength: 10 },
        amount: { kind: 'too_small', min: 0 },
        stage: { kind: 'not_a_choice', typed: 'N' },
      },
    })
    expect(validateParams(params, { name: '  ', amount: '50,000', stage: 'Won' }, reader)).toMatchObject({
      problems: { name: { kind: 'missing' }, amount: { kind: 'ambiguous', readings: [50_000, 50] }, stage: { kind: 'not_a_choice' } },
    })
    expect(validateParams(params, { name: 'A', amount: '2m', stage: 'Pros' }, reader)).toMatchObject({
      problems: { amount: { kind: 'too_large' } },
    })
  })

  it('that the recipe does not declare are not taken over, nor read from a prototype', () => {
    const validated = validateParams({ toString: { ...text('X'), optional: true } }, JSON.parse('{"__proto__":"x","admin":"yes"}'), reader)
    expect(validated).toEqual({ kind: 'valid', params: {} })
  })
})

describe('a choice', () => {
  it('is found by its whole name in any case, or by a beginning that only it has', () => {
    const options = ['Closed', 'Closed Won', 'Closed Lost']
    expect(parseChoice('closed', options)).toBe('Closed')
    expect(parseChoice('closed  w', options)).toBe('Closed Won')
    expect(parseChoice('clo', options)).toBeNull()
    expect(parseChoice('', options)).toBeNull()
  })
})

describe('a date', () => {
  it('is a calendar day, or today and tomorrow where the person is', () => {
    const lateInUtc = new Date('2026-11-26T23:30:00Z')
    expect(parseDate('2026-02-28', 'UTC')).toBe('2026-02-28')
    expect(parseDate('2026-02-31', 'UTC')).toBeNull()
    expect(parseDate('11/26/26', 'UTC')).toBeNull()
    expect(parseDate('Today', 'Europe/Copenhagen', lateInUtc)).toBe('2026-11-27')
    expect(parseDate('tomorrow', 'America/New_York', lateInUtc)).toBe('2026-11-27')
    expect(parseDate('today', 'Nowhere/Land', lateInUtc)).toBe('2026-11-26')
  })

  it('can be a parameter', () => {
    expect(validateParams({ by: date('By') }, { by: 'soon' }, reader)).toEqual({
      kind: 'invalid',
      problems: { by: { kind: 'not_a_date', typed: 'soon' } },
    })
  })
})
