// Reads a date: YYYY-MM-DD, or today and tomorrow where the person is.

/**
 * `2026-11-26`, `today`, `tomorrow`; null for anything else, and for days that don't exist.
 * Other notations (`11/26/26`) are read differently by two locales, so they are not guessed at.
 *
 * @param timeZone IANA, of the person; `today` is theirs.
 * @returns `YYYY-MM-DD`
 */
export function parseDate(typed: string, timeZone: string, now: Date = new Date()): string | null {
  const word = typed.trim().toLowerCase()
  if (word === 'today') return dayIn(timeZone, now)
  if (word === 'tomorrow') return new Date(Date.parse(dayIn(timeZone, now)) + 86_400_000).toISOString().slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null
  const time = Date.parse(word)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(word) ? word : null
}

function dayIn(timeZone: string, at: Date): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
  try {
    return format(timeZone)
  } catch {
    return format('UTC') // a zone that Teams sends and Node doesn't know
  }
}
