// How long an app asks us to wait. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3

/** Milliseconds of a `Retry-After` in seconds; undefined where there is none that can be read. */
export function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined
}
