// What the record is called that an action gave; null where it says no name.
export function nameOf(result: unknown): string | null {
  const name = typeof result === 'object' && result !== null && 'name' in result ? result.name : null
  return typeof name === 'string' && name !== '' ? name : null
}
