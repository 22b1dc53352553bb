// What the record is called that an action gave; null where it says no name.
export function nameOf(result: unknown): string | null {
  return typeof result === 'object' && result !== null && 'name' in result && typeof result.name === 'string' ? result.name : null
}
