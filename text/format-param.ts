// A parameter's value as people read it.
import type { Param } from '../workflows/params.js'
import { formatDay, formatNumber } from './format.js'
import { shorten } from './markdown.js'

const SHOWN_AT_MOST = 80

/** The value in the reader's locale, cut to a length that a card has room for; null where there is none. Not escaped. */
export function formatParam(param: Param, value: unknown, locale: string): string | null {
  if (value === undefined || value === null || value === '') return null
  return shorten(words(param, value, locale), SHOWN_AT_MOST)
}

function words(param: Param, value: unknown, locale: string): string {
  if (typeof value === 'number') return formatNumber(value, locale)
  if (typeof value === 'string') return param.kind === 'date' ? formatDay(value, locale) : value
  const name: unknown = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined
  return typeof name === 'string' ? name : ''
}
