// When a wait reminds its person: in their own day, before the deadline, right where the clocks change.
import { describe, expect, it } from 'vitest'
import { intoDay, remindersFor } from '../../runs/reminders.js'

const HOUR_MS = 3_600_000
const plan = (from: string, hours: number, timeZone: string): string[] => {
  const start = new Date(from)
  return remindersFor({ from: start, deadline: new Date(start.getTime() + hours * HOUR_MS), timeZone }).map((moment) =>
    moment.toISOString(),
  )
}

describe('the reminders of a wait', () => {
  it('come at half-time and four hours before, where both lie in the day', () => {
    expect(plan('2026-11-23T14:00:00Z', 48, 'UTC')).toEqual(['2026-11-24T14:00:00.000Z', '2026-11-25T10:00:00.000Z'])
  })

  it('of a night wait for the morning, by the clock of the person', () => {
    // Half-time is 02:00 in Copenhagen, the last call 10:00.
    expect(plan('2026-11-23T13:00:00Z', 72, 'Europe/Copenhagen')).toEqual(['2026-11-25T07:00:00.000Z', '2026-11-26T09:00:00.000Z'])
    // The same moments are 17:00 and 01:00 in Los Angeles, where the next morning would be after the deadline of 05:00.
    expect(plan('2026-11-23T13:00:00Z', 72, 'America/Los_Angeles')).toEqual(['2026-11-25T01:00:00.000Z', '2026-11-26T01:00:00.000Z'])
    expect(plan('2026-11-23T11:00:00Z', 96, 'America/Los_Angeles')).toEqual(['2026-11-25T16:00:00.000Z', '2026-11-27T01:00:00.000Z'])
  })

  it('are right on the days on which the clocks change', () => {
    // 25 Oct 2026: 03:00 summer time becomes 02:00. 08:00 is 07:00 UTC, not 06:00.
    expect(
      intoDay(new Date('2026-10-24T22:30:00Z'), { deadline: new Date('2026-10-27T00:00:00Z'), timeZone: 'Europe/Copenhagen' }),
    ).toEqual(new Date('2026-10-25T07:00:00Z'))
    // 29 Mar 2026: 02:00 becomes 03:00. 08:00 is 06:00 UTC, not 07:00.
    expect(
      intoDay(new Date('2026-03-28T21:00:00Z'), { deadline: new Date('2026-03-31T00:00:00Z'), timeZone: 'Europe/Copenhagen' }),
    ).toEqual(new Date('2026-03-29T06:00:00Z'))
    expect(intoDay(new Date('2026-11-23T22:00:00Z'), { deadline: new Date('2026-11-25T00:00:00Z'), timeZone: 'Asia/Kathmandu' })).toEqual(
      new Date('2026-11-24T02:15:00Z'),
    )
  })

  it('are one where two would be less than four hours apart, and none where there is no time for one', () => {
    expect(plan('2026-11-23T09:00:00Z', 8, 'UTC')).toEqual(['2026-11-23T13:00:00.000Z'])
    expect(plan('2026-11-23T20:00:00Z', 8, 'UTC')).toEqual([])
  })

  it('count an unknown time zone as UTC', () => {
    expect(plan('2026-11-23T14:00:00Z', 48, 'Mars/Olympus')).toEqual(plan('2026-11-23T14:00:00Z', 48, 'UTC'))
  })

  it('lie in the day, after the beginning and before the deadline, and four hours apart, whenever a wait begins', () => {
    for (const timeZone of ['Europe/Copenhagen', 'America/St_Johns', 'Pacific/Chatham', 'Asia/Kolkata']) {
      const hourThere = new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone })
      for (let step = 0; step < 120; step += 1) {
        const from = new Date(Date.UTC(2026, 9, 18) + step * 2.7 * HOUR_MS)
        for (const hours of [1, 5, 12, 24, 72, 168]) {
          const deadline = new Date(from.getTime() + hours * HOUR_MS)
          const reminders = remindersFor({ from, deadline, timeZone })
          for (const [index, moment] of reminders.entries()) {
            const seen = `${timeZone} ${from.toISOString()} + ${String(hours)} h: ${moment.toISOString()}`
            expect(moment > from && moment < deadline, seen).toBe(true)
            expect(Number(hourThere.format(moment)), seen).toBeGreaterThanOrEqual(8)
            expect(Number(hourThere.format(moment)), seen).toBeLessThan(18)
            if (index > 0) expect(moment.getTime() - Number(reminders[index - 1]), seen).toBeGreaterThanOrEqual(4 * HOUR_MS)
          }
          if (hours >= 24) expect(reminders.length, `${from.toISOString()} + ${String(hours)} h`).toBeGreaterThan(0)
        }
      }
    }
  })
})
