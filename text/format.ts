// Numbers, money, days and moments, as each reader writes them.
import { Markdown } from './markdown.js'

/** @param locale BCP 47, as Teams gave it; an unknown one falls back to `en-US` */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(knownLocale(locale), { maximumFractionDigits: 6 }).format(value)
}

/** `2.1 MB`, `340 kB`, `12 B`. */
export function formatBytes(bytes: number, locale: string): string {
  const inUnit = (size: number, unit: string, digits: number): string =>
    `${new Intl.NumberFormat(knownLocale(locale), { maximumFractionDigits: digits }).format(size)} ${unit}`
  if (bytes >= 1_000_000) return inUnit(bytes / 1_000_000, 'MB', 1)
  return bytes >= 1_000 ? inUnit(bytes / 1_000, 'kB', 0) : inUnit(bytes, 'B', 0)
}

/** `USD 50,000.00`. @param currency ISO 4217; anything else is put before the number as it is */
export function formatMoney(value: number, currency: string, locale: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${currency} ${formatNumber(value, locale)}`
  return new Intl.NumberFormat(knownLocale(locale), { style: 'currency', currency, currencyDisplay: 'code' }).format(value)
}

/** A calendar day. @param day `YYYY-MM-DD`; anything else is given back as it is */
export function formatDay(day: string, locale: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) return day
  return new Intl.DateTimeFormat(knownLocale(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}

/** Names in a sentence: `A, B and C`. The copy is English, so the list is too. */
export function formatList(items: readonly Markdown[]): Markdown {
  const parts = new Intl.ListFormat('en-GB').formatToParts(items.map((_, index) => String(index)))
  return new Markdown(parts.map(({ type, value }) => (type === 'element' ? (items[Number(value)]?.source ?? '') : value)).join(''))
}

/**
 * A moment that each reader sees in their own zone and language; works in cards only.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization
 */
export function dateAndTime(moment: Date): Markdown {
  return new Markdown(`${dayOf(moment).source}, ${timeOfDay(moment).source}`)
}

/** The day of a moment, in each reader's own zone; works in cards only. */
export function dayOf(moment: Date): Markdown {
  return new Markdown(`{{DATE(${withoutMilliseconds(moment)}, SHORT)}}`)
}

/** The time of day of a moment, in each reader's own zone; works in cards only. */
export function timeOfDay(moment: Date): Markdown {
  return new Markdown(`{{TIME(${withoutMilliseconds(moment)})}}`)
}

/** Clients recognise RFC 3339 to the second only. */
function withoutMilliseconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z')
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US'
  } catch {
    return 'en-US'
  }
}
