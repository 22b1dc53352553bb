// A JSON object of a body from outside, and its texts.

/** Null where the body is anything else. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Empty where the value is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
