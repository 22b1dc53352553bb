// Takes what may be personal out of a value, and leaves its shape: a replay needs the shape, and what the recipe branches on.

/** Our own words, by which workflows branch; no person's data. */
const ownWords = [
  'connected',
  'waiting',
  'completed',
  'failed',
  'declined',
  'expired',
  'cancelled',
  'answered',
  'unreachable',
  'settled',
  'ended',
  'chosen',
  'pressed',
  'over',
  'done',
  'refused',
]

/** What a recipe's code may hand to `Intl`, which throws at a placeholder. */
const fixed = new Map([
  ['locale', 'en-US'],
  ['timeZone', 'UTC'],
])

interface Shape {
  readonly fits: RegExp
  readonly placeholder: (count: number) => string
}
const padded = (count: number, length: number): string => String(count).padStart(length, '0')
const shapes: readonly Shape[] = [
  { fits: /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i, placeholder: (count) => `00000000-0000-4000-8000-${padded(count, 12)}` },
  { fits: /^\d{4}-\d{2}-\d{2}$/, placeholder: (count) => new Date(Date.UTC(2000, 0, count)).toISOString().slice(0, 10) },
  { fits: /^[^\s@]+@[^\s@]+$/, placeholder: (count) => `person-${String(count)}@example.com` },
  { fits: /^https?:\/\//, placeholder: (count) => `https://example.com/${String(count)}` },
  { fits: /^\d+$/, placeholder: (count) => padded(count, 8) },
  { fits: /^/, placeholder: (count) => `text-${String(count)}` },
]
/** When something happened, written by a program; every event of a history has such a time anyway. */
const timestamp = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/
const identifier = /^[A-Za-z_]\w*$/

/**
 * Numbers, booleans, null, timestamps, field names and `words` stay. Every other string becomes a placeholder of its kind (text, e-mail,
 * id, date, address, digits), the same one wherever the same string comes again.
 * @param words texts that stay as they are: the options of choices, and what an author kept
 */
export function createStripper(words: readonly string[]): (value: unknown) => unknown {
  const kept = new Set([...ownWords, ...words])
  const placeholders = new Map<string, string>()

  const text = (value: string): string => {
    if (value === '' || kept.has(value) || timestamp.test(value)) return value
    const known = placeholders.get(value)
    if (known !== undefined) return known
    const shape = shapes.find(({ fits }) => fits.test(value))
    const placeholder = shape?.placeholder(placeholders.size + 1) ?? ''
    placeholders.set(value, placeholder)
    return placeholder
  }
  const strip = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(strip)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const name = identifier.test(key) && !placeholders.has(key) ? key : text(key)
        return [name, typeof inner === 'string' ? (fixed.get(key) ?? text(inner)) : strip(inner)]
      }),
    )
  }
  return strip
}
