// How long a question is open: read strictly, and counted in the days of who is asked.
import { describe, expect, it } from 'vitest'
import { deadlineOf, parseWithin, type Within } from '../../runs/within.js'

const copenhagen = 'Europe/Copenhagen'
const until = (text: string, from: string, timeZone = copenhagen): string =>
  deadlineOf(parseWithin(text) as Within, { from: new Date(from), timeZone }).toISOString()

describe('within', () => {
  it.each(['72 hours', '1 hour', '3 days', '5 working days', '1 working day', '42 working days'])('reads "%s"', (text) => {
    expect(parseWithin(text)).not.toBeNull()
  })

  it.each([
    '',
    '5',
    'five days',
    '0 days',
    '-1 days',
    '1.5 hours',
    '5 workdays',
    '5  days',
    ' 5 days',
    '61 days',
    '1441 hours',
    '43 working days',
    '5 days ago',
  ])('refuses "%s"', (text) => {
    expect(parseWithin(text)).toBeNull()
  })

  it('counts hours and days by the clock', () => {
    expect(until('72 hours', '2026-11-20T10:00:00Z')).toBe('2026-11-23T10:00:00.000Z')
    expect(until('3 days', '2026-11-20T10:00:00Z')).toBe('2026-11-23T10:00:00.000Z')
  })

  it('leaves weekends out of working days, at the same time of day', () => {
    // A Friday.
    expect(until('1 working day', '2026-11-20T10:30:00Z')).toBe('2026-11-23T10:30:00.000Z')
    expect(until('5 working days', '2026-11-20T10:30:00Z')).toBe('2026-11-27T10:30:00.000Z')
  })

  it('counts what is asked at a weekend from its Monday', () => {
    expect(until('1 working day', '2026-11-21T10:30:00Z')).toBe('2026-11-23T23:00:00.000Z')
    expect(until('1 working day', '2026-11-22T22:59:00Z')).toBe('2026-11-23T23:00:00.000Z')
  })

  it('goes by the weekend where they are', () => {
    // Sunday evening in Copenhagen is Monday morning in Auckland.
    expect(until('1 working day', '2026-11-22T22:00:00Z', 'Pacific/Auckland')).toBe('2026-11-23T22:00:00.000Z')
  })

  it('keeps the time of day over a change of the clocks', () => {
    // The last Sunday of March.
    expect(until('1 working day', '2027-03-26T10:00:00Z')).toBe('2027-03-29T09:00:00.000Z')
  })
})
