// How long a question is open: `72 hours`, `3 days`, `5 working days`, counted where its first addressee is.
import { addDays, weekdayIn } from './local-time.js'

export interface Within {
  readonly count: number
  readonly unit: 'hours' | 'days' | 'working days'
}

const HOUR_MS = 3_600_000
const form = /^(\d{1,3}) (hour|day|working day)s?$/
/** 60 days: what a run keeps so that nothing is done twice is kept for so long. */
const HOURS_AT_MOST = 60 * 24
const inHours = { hour: 1, day: 24, 'working day': 34 } as const

/** Null for anything else than a whole number of hours, days or working days, 60 days at most. */
export function parseWithin(text: string): Within | null {
  const [, digits = '', unit = ''] = form.exec(text) ?? []
  const count = Number(digits)
  if (!(unit in inHours) || count < 1) return null
  const known = unit as keyof typeof inHours
  return count * inHours[known] > HOURS_AT_MOST ? null : { count, unit: `${known}s` }
}

/** Working days are Mondays to Fridays there, at the time of day of now; what is asked at a weekend counts from Monday's first minute. */
export function deadlineOf({ count, unit }: Within, { from, timeZone }: { from: Date; timeZone: string }): Date {
  if (unit !== 'working days') return new Date(from.getTime() + count * HOUR_MS * (unit === 'days' ? 24 : 1))
  const weekday = weekdayIn(from, timeZone)
  const isWeekend = weekday === 0 || weekday === 6
  const begin = isWeekend ? addDays(from, { days: weekday === 6 ? 2 : 1, timeZone, at: { hour: 0, minute: 0 } }) : from
  let days = 0
  for (let left = count; left > 0;) {
    days += 1
    const day = weekdayIn(addDays(begin, { days, timeZone }), timeZone)
    if (day !== 0 && day !== 6) left -= 1
  }
  return addDays(begin, { days, timeZone })
}
