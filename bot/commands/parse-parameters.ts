// The inline grammar: `name: Acme amount: 50k stage: Prospecting`.
import { nearest } from '../../text/nearest.js'
import type { Param } from '../../workflows/params.js'

/** What was typed, by parameter key, not yet checked; and what couldn't be placed. */
export interface TypedParameters {
  readonly values: Readonly<Record<string, string>>
  /** Names that no parameter has; `suggestion` is the key of the one that was probably meant, and has got the value unless it has its own. */
  readonly unknown: readonly { readonly name: string; readonly value: string; readonly suggestion: string | null }[]
  /** Text before the first name. It has gone into the first text parameter that was not named, where there is one. */
  readonly loose: string | null
}

interface Mark {
  readonly start: number
  readonly after: number
  readonly name: string
  readonly key: string | null
  readonly suggestion: string | null
}

/**
 * A name is a parameter's key or label, in any case, before a colon. A colon after any other word belongs to the value
 * (`name: Acme: phase 2`), and so does a name that was given already, unless the word is a slip of a name that is still missing
 * or stands where only a name can. Values may be quoted.
 */
export function parseParameters(text: string, params: Readonly<Record<string, Param>>): TypedParameters {
  const marks = [...marksIn(text, namesOf(params))]
  const pieces = marks.map((mark, index) => ({ ...mark, value: unquote(trimmed(text.slice(mark.after, marks[index + 1]?.start))) }))
  const loose = trimmed(text.slice(0, marks[0]?.start))
  const values: Record<string, string> = {}
  for (const { key, value } of pieces) if (key !== null) values[key] = value
  for (const { suggestion, value } of pieces) if (suggestion !== null) values[suggestion] ??= value
  const firstText = Object.entries(params).find(
    ([key, { kind }]) => (kind === 'text' || kind === 'record') && values[key] === undefined,
  )?.[0]
  if (loose !== '' && firstText !== undefined) values[firstText] = unquote(loose)
  const unknown = pieces.filter(({ key }) => key === null).map(({ name, value, suggestion }) => ({ name, value, suggestion }))
  return { values, unknown, loose: loose === '' ? null : loose }
}

/** Every way to write a parameter's name, lower-case, with the key it stands for. */
function namesOf(params: Readonly<Record<string, Param>>): ReadonlyMap<string, string> {
  const keys = Object.entries(params)
  return new Map([
    ...keys.map(([key, { label }]) => [label.toLowerCase(), key] as const),
    ...keys.map(([key]) => [key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(), key] as const),
    ...keys.map(([key]) => [key.toLowerCase(), key] as const),
  ])
}

function* marksIn(text: string, names: ReadonlyMap<string, string>): Generator<Mark> {
  const known = [...names.keys()].sort((one, other) => other.length - one.length).map(escaped)
  const name = new RegExp(`(?<=^|[\\s,;])(?:(${known.join('|') || '(?!)'})\\s*|(\\p{L}[\\p{L}\\p{N}_-]*)):`, 'giu')
  const given = new Set<string>()
  // A word that stands there a thousand times is looked up once.
  const slips = new Map<string, string | null>()
  let quotedUntil = 0
  for (const match of text.matchAll(name)) {
    const start = match.index
    if (start < quotedUntil) continue
    const written = match[1] ?? match[2] ?? ''
    const key = names.get(written.toLowerCase().replace(/\s+/g, ' ')) ?? null
    if (key !== null && given.has(key)) continue
    if (key === null && !slips.has(written)) slips.set(written, suggest(written, names, given))
    const suggestion = key === null ? (slips.get(written) ?? null) : null
    const standsFirst = given.size === 0 && text.slice(0, start).trim() === ''
    if (key === null && suggestion === null && !standsFirst) continue
    if (key !== null) {
      given.add(key)
      slips.clear()
    }
    const after = start + match[0].length
    quotedUntil = endOfQuote(text, after)
    yield { start, after, name: written, key, suggestion }
  }
}

function suggest(written: string, names: ReadonlyMap<string, string>, given: ReadonlySet<string>): string | null {
  const missing = [...names].filter(([, key]) => !given.has(key)).map(([name]) => name)
  const [best] = nearest(written, missing)
  return best === undefined ? null : (names.get(best) ?? null)
}

const QUOTED = /\s*(?:"[^"]*"|“[^”“]*[”“]|„[^“”]*[“”]|«[^»]*»|”[^”]*”)/y

/** Where the quotation that opens a value closes; the start itself where the value isn't quoted. */
function endOfQuote(text: string, from: number): number {
  QUOTED.lastIndex = from
  return QUOTED.exec(text) ? QUOTED.lastIndex : from
}

function unquote(value: string): string {
  QUOTED.lastIndex = 0
  return QUOTED.exec(value)?.[0].length === value.length && value !== '' ? value.slice(1, -1) : value
}

function trimmed(value: string): string {
  return value.trim().replace(/\s*[,;]$/, '')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')
}
