// When a wait reminds its person: at half-time and four hours before its deadline, in their own day. A weekend's day is a day like any other.
import { atHour, clockOf, wallClock } from './local-time.js'

const DAY_BEGINS = 8
const DAY_ENDS = 18
/** Where the morning would be too late: in the last hour of the day before. */
const LAST_HOUR = DAY_ENDS - 1
const HOUR_MS = 3_600_000
const LAST_CALL_MS = 4 * HOUR_MS

export interface Span {
  readonly from: Date
  readonly deadline: Date
  /** IANA; an unknown one counts as UTC. */
  readonly timeZone: string
}

/** None, one or two moments after `from` and before `deadline`, in order; two that would be less than four hours apart are one. */
export function remindersFor({ from, deadline, timeZone }: Span): Date[] {
  const halfTime = new Date((from.getTime() + deadline.getTime()) / 2)
  const lastCall = new Date(deadline.getTime() - LAST_CALL_MS)
  const [first, second] = [halfTime, lastCall]
    .filter((moment) => moment > from)
    .map((moment) => intoDay(moment, { deadline, timeZone }))
    .filter((moment) => moment !== null && moment > from)
  if (!first) return []
  return second && second.getTime() - first.getTime() >= LAST_CALL_MS ? [first, second] : [first]
}

/** The moment itself between 08:00 and 18:00; else the next 08:00, or, where that is less than an hour before the deadline, the last 17:00. */
export function intoDay(moment: Date, { deadline, timeZone }: Omit<Span, 'from'>): Date | null {
  const clock = clockOf(timeZone)
  const local = wallClock(moment, clock)
  const isInDay = local.hour >= DAY_BEGINS && local.hour < DAY_ENDS
  const morning = atHour(local, { hour: DAY_BEGINS, daysOn: local.hour < DAY_BEGINS ? 0 : 1, clock })
  const evening = atHour(local, { hour: LAST_HOUR, daysOn: local.hour < DAY_BEGINS ? -1 : 0, clock })
  const chosen = isInDay ? moment : morning.getTime() <= deadline.getTime() - HOUR_MS ? morning : evening
  return chosen < deadline ? chosen : null
}
