// Reads a number as people type it, and says so when two locales would read it differently.

export type ParsedNumber =
  | { readonly kind: 'number'; readonly value: number }
  /** The reading of the given locale comes first. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [number, number] }
  | { readonly kind: 'not_a_number' }

const NOT_A_NUMBER: ParsedNumber = { kind: 'not_a_number' }
/** Beyond this a double no longer holds every cent. */
const LARGEST = 1e13
const LONGEST = 64
const CURRENCY = '(?:\\p{Sc}|us\\$|usd|eur|gbp|dkk|sek|nok|chf|jpy|inr|aud|cad|kr\\.?|fr\\.?)'
const SHAPE = new RegExp(
  `^${CURRENCY}? ?([-+]?) ?${CURRENCY}? ?([\\d., ']*\\d[.,]?) ?(k|tsd|m|mio|mn|mill|b|bn|mia|mrd)?\\.?,?-? ?${CURRENCY}?$`,
  'iu',
)
const EXPONENTS: Readonly<Record<string, number>> = { k: 3, tsd: 3, m: 6, mio: 6, mn: 6, mill: 6, b: 9, bn: 9, mia: 9, mrd: 9 }

/**
 * `50k`, `1.5m`, `50 000`, `50.000,00`, `50,000.00`, `1'234.50`, `$ 5`, `-3`.
 * One separator before exactly three digits (`50,000`, `50.000`) is 50000 to some and 50 to others, whatever language Teams is
 * set to on the person's machine; it is asked about, never guessed.
 *
 * @param locale BCP 47, from the Teams activity; says which of two readings comes first.
 */
export function parseNumber(typed: string, locale: string): ParsedNumber {
  const match = typed.length <= LONGEST ? SHAPE.exec(tidy(typed)) : null
  if (!match) return NOT_A_NUMBER
  const [, sign = '', digits = '', suffix = ''] = match
  const exponent = EXPONENTS[suffix.toLowerCase()] ?? 0
  const values = readings(digits, locale).map((plain) => Number(`${sign}${plain}e${exponent}`) + 0)
  if (values.some((value) => !Number.isFinite(value) || Math.abs(value) > LARGEST)) return NOT_A_NUMBER
  const [first, second] = values
  if (first === undefined) return NOT_A_NUMBER
  return second === undefined ? { kind: 'number', value: first } : { kind: 'ambiguous', readings: [first, second] }
}

/** Every space is one space, every apostrophe and minus the plain one, every digit 0-9. */
function tidy(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\p{Zs}\s]+/gu, ' ')
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[−–]/g, '-')
    .trim()
}

/** The ways to read digits with separators, as plain decimals: none, one or two. */
function readings(typed: string, locale: string): string[] {
  const spaced = /[ ']/.test(typed)
  const bare = spaced ? withoutSpaces(typed) : typed
  if (bare === null) return []
  const dots = count(bare, '.')
  const commas = count(bare, ',')
  if (dots > 0 && commas > 0) return spaced ? [] : bothSeparators(bare)
  const separator = dots > 0 ? '.' : ','
  if (dots + commas === 0) return [bare]
  if (dots + commas > 1) return spaced ? [] : ifGrouped(bare, separator)
  const asDecimal = bare.replace(',', '.').replace(/\.$/, '')
  if (spaced || !/^[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) return [asDecimal]
  const asGroups = bare.replace(separator, '')
  return decimalSeparator(locale) === separator ? [asDecimal, asGroups] : [asGroups, asDecimal]
}

/** Takes grouping spaces or apostrophes out; null where they don't group by three (`5 0000`, `1 2`). */
function withoutSpaces(typed: string): string | null {
  return /^\d{1,3}([ '])\d{3}(\1\d{3})*([.,]\d*)?$/.test(typed) ? typed.replace(/[ ']/g, '') : null
}

/** `50.000,00` and `50,000.00`: the last separator is the decimal one. */
function bothSeparators(typed: string): string[] {
  const at = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','))
  const grouping = typed[at] === '.' ? ',' : '.'
  const whole = ifGrouped(typed.slice(0, at), grouping)[0]
  return whole === undefined || count(typed, typed.charAt(at)) > 1 ? [] : [`${whole}.${typed.slice(at + 1) || '0'}`]
}

/** By three (`1.234.567`), or as in India (`12,34,567`). */
function ifGrouped(typed: string, separator: string): string[] {
  const [, ...groups] = typed.split(separator)
  const sizes = groups.map((group) => group.length)
  const byThree = sizes.every((size) => size === 3)
  const indian = separator === ',' && sizes.length > 1 && sizes.at(-1) === 3 && sizes.slice(0, -1).every((size) => size === 2)
  return /^\d{1,3}$/.test(typed.split(separator)[0] ?? '') && (byThree || indian) ? [typed.replaceAll(separator, '')] : []
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

function decimalSeparator(locale: string): string {
  try {
    return new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.'
  } catch {
    return '.' // a locale that Teams sends and Node doesn't know
  }
}
