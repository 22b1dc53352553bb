// A moment as a page or a receipt says it, where no client completes it.

/** In the person's own zone and language, as Teams told them; with UTC where it told something unknown. */
export function formatMoment(moment: Date, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const form = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  try {
    return new Intl.DateTimeFormat(locale, { ...form, timeZone }).format(moment)
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...form, timeZone: 'UTC' }).format(moment)
  }
}
