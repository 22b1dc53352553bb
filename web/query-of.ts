// The query string as it came, repeated parameters included.
import type { Request } from 'express'

/** Express's own parser turns repeats into arrays; openid-client must see and refuse them. */
export function queryOf({ originalUrl }: Pick<Request, 'originalUrl'>): URLSearchParams {
  const start = originalUrl.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : originalUrl.slice(start + 1))
}
