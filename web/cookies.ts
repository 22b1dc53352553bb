// The cookies: the browser's session, what a trip to Microsoft is bound to, and operators' sessions for the codec and for the pages.
import type { Request, Response } from 'express'

export type CookieName = 'session' | 'trip' | 'codec' | 'site'

const BASE_NAMES: Readonly<Record<CookieName, string>> = {
  session: 'workbot',
  trip: 'workbot-trip',
  codec: 'workbot-codec',
  site: 'workbot-site',
}

/** 256 bits in base64url; anything else wasn't ours. */
const VALUE = /^[\w-]{43}$/

/** `__Host-` where PUBLIC_URL is https; a plain name in the sandbox, since Safari keeps no Secure cookie over http. */
export function cookieName(name: CookieName, publicUrl: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${BASE_NAMES[name]}` : BASE_NAMES[name]
}

/** The cookie's value, or null where it is missing or not one of ours. */
export function readCookie(request: Pick<Request, 'headers'>, name: CookieName, publicUrl: string): string | null {
  const wanted = `${cookieName(name, publicUrl)}=`
  const pair = (request.headers.cookie ?? '').split(/; */).find((candidate) => candidate.startsWith(wanted))
  const value = pair?.slice(wanted.length) ?? ''
  return VALUE.test(value) ? value : null
}

/**
 * Lax, because a callback is a navigation from another site; Strict fails exactly on a first sign-in. The codec's alone goes with requests
 * of another site's page, Temporal's UI; browsers take `None` only with `Secure`.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-the-samesite-attribute-2
 */
export function setCookie(
  response: Response,
  name: CookieName,
  { value, maxAgeMs, publicUrl }: { value: string; maxAgeMs: number; publicUrl: string },
): void {
  const sameSite = name === 'codec' ? 'none' : 'lax'
  const secure = sameSite === 'none' || publicUrl.startsWith('https:')
  response.cookie(cookieName(name, publicUrl), value, { httpOnly: true, sameSite, secure, path: '/', maxAge: maxAgeMs })
}
