// Finds the option a person means.

/** The option that is typed whole, in any case, or the only one that begins with it; null where none or several do. */
export function parseChoice(typed: string, options: readonly string[]): string | null {
  const wanted = fold(typed)
  if (wanted === '') return null
  const exact = options.find((option) => fold(option) === wanted)
  if (exact !== undefined) return exact
  const starting = options.filter((option) => fold(option).startsWith(wanted))
  return starting.length === 1 ? (starting[0] ?? null) : null
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
