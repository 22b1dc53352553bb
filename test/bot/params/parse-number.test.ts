// Numbers as people type them, in any locale; what two locales read differently is asked.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber } from '../../../bot/params/parse-number.js'

const value = (typed: string, locale = 'en-US') => {
  const parsed = parseNumber(typed, locale)
  return parsed.kind === 'number' ? parsed.value : parsed.kind === 'ambiguous' ? parsed.readings : null
}

describe('numbers as people type them', () => {
  it.each([
    ['50k', 50_000],
    ['50 K', 50_000],
    ['1.5m', 1_500_000],
    ['1,5 mio', 1_500_000],
    ['1.1m', 1_100_000],
    ['50 000', 50_000],
    ['50\u00A0000', 50_000],
    ['50\u2009000,50', 50_000.5],
    ['50\u202F000', 50_000],
    ['50.000,00', 50_000],
    ['50,000.00', 50_000],
    ["1'234'567.5", 1_234_567.5],
    ['1’234', 1_234],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['12,34,567', 1_234_567],
    ['$50', 50],
    ['€ 1.250,50', 1_250.5],
    ['1250 kr.', 1_250],
    ['USD 99.95', 99.95],
    ['99.95 EUR', 99.95],
    ['-3', -3],
    ['−3,5', -3.5],
    ['0,500', 0.5],
    ['1234,567', 1_234.567],
    ['.5', 0.5],
    ['0', 0],
  ])('%s is read', (typed, expected) => expect(value(typed)).toBe(expected))

  it.each([
    '',
    'many',
    '50kk',
    '5 0000',
    '1,2,3',
    '1.2.3',
    '50,00.000,1',
    '5-6',
    '1 2',
    '1e5',
    '0x10',
    '١',
    'NaN',
    'Infinity',
    '9'.repeat(40),
    '1'.repeat(100_000),
  ])('%s is no number', (typed) => expect(value(typed)).toBeNull())

  it('asks about what two locales read differently, the reading of the own locale first', () => {
    expect(value('50,000', 'en-US')).toEqual([50_000, 50])
    expect(value('50,000', 'da-DK')).toEqual([50, 50_000])
    expect(value('50.000', 'da-DK')).toEqual([50_000, 50])
    expect(value('1.500k', 'en-US')).toEqual([1_500, 1_500_000])
  })

  it('takes a locale that Node does not know', () => {
    expect(value('50.5', 'not a locale')).toBe(50.5)
  })
})

describe('what a locale writes, it reads back', () => {
  const locales = ['en-US', 'en-GB', 'da-DK', 'de-DE', 'de-CH', 'fr-FR', 'sv-SE', 'nb-NO', 'es-ES', 'pl-PL', 'pt-BR', 'en-IN', 'ja-JP']

  it('for any amount with cents, in any locale', () => {
    const cents = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 })
    fc.assert(
      fc.property(cents, fc.constantFrom(...locales), fc.constantFrom(...locales), (amount, written, read) => {
        const typed = new Intl.NumberFormat(written, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount / 100)
        expect(parseNumber(typed, read)).toEqual({ kind: 'number', value: amount / 100 + 0 })
      }),
    )
  })

  it('for any whole number it is one of the readings', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.constantFrom(...locales), (whole, locale) => {
        const read = value(new Intl.NumberFormat(locale).format(whole), locale)
        expect(Array.isArray(read) ? read[0] : read).toBe(whole + 0)
      }),
    )
  })

  it('and no text at all makes it throw', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom(...locales), (typed, locale) => void parseNumber(typed, locale)))
  })
})
