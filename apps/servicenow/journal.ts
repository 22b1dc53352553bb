// What was added to a journal since it was last seen: its text has the newest entry first, so what is older is its end.
import { createHash } from 'node:crypto'
import type { Row } from './table.js'

/** How a journal was, kept instead of its text. */
export interface Seen {
  readonly length: number
  readonly sha256: string
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

/** Null where the account may not read it. */
export function seeJournal(row: Row, field: string): Seen | null {
  const text = row[field]?.display_value
  return text === undefined || text === null ? null : { length: text.length, sha256: hashOf(text) }
}

/** What is new; null where that can't be told: it can't be read, or its end isn't what it was. */
export function addedSince(row: Row, field: string, seen: Seen | null): string | null {
  const text = row[field]?.display_value
  if (text === undefined || text === null || seen === null) return null
  const older = text.slice(text.length - seen.length)
  return text.length >= seen.length && hashOf(older) === seen.sha256 ? text.slice(0, text.length - seen.length) : null
}
