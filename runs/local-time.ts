// Days and hours where a person is.

export interface WallClock {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

/** https://www.iana.org/time-zones, as this Node's ICU has them. */
export function wallClock(moment: Date, clock: Intl.DateTimeFormat): WallClock {
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  return { year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1, hour: parts.hour ?? 0, minute: parts.minute ?? 0 }
}

/** @param timeZone IANA; an unknown one counts as UTC */
export function clockOf(timeZone: string): Intl.DateTimeFormat {
  const form = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en-US', { ...form, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...form, timeZone: 'UTC' })
  }
}

/** The moment at which clocks there show this hour; found by what they show at a guess, twice, since the first may lie beyond a change of the clocks. */
export function atHour(
  { year, month, day }: WallClock,
  { hour, minute = 0, daysOn, clock }: { hour: number; minute?: number; daysOn: number; clock: Intl.DateTimeFormat },
): Date {
  const wanted = Date.UTC(year, month - 1, day + daysOn, hour, minute)
  const correct = (guess: number): number => {
    const shown = wallClock(new Date(guess), clock)
    return guess + wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute)
  }
  return new Date(correct(correct(wanted)))
}

/** So many days on, at the same time of day there, or at the one that is told. */
export function addDays(
  moment: Date,
  { days, timeZone, at }: { days: number; timeZone: string; at?: { readonly hour: number; readonly minute: number } },
): Date {
  const clock = clockOf(timeZone)
  const local = wallClock(moment, clock)
  return atHour(local, { ...(at ?? local), daysOn: days, clock })
}

/** 0 is Sunday. */
export function weekdayIn(moment: Date, timeZone: string): number {
  const { year, month, day } = wallClock(moment, clockOf(timeZone))
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}
