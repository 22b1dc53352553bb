// A number with its noun.
const rules = new Intl.PluralRules('en')

/** `1 run`, `2 runs`. */
export function counted(count: number, one: string, other: string): string {
  return `${String(count)} ${rules.select(count) === 'one' ? one : other}`
}
