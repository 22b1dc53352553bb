// The cookies, as a browser gets them over https: bound to the host, unreadable to scripts, and never taken from elsewhere.
import type { Request, Response } from 'express'
import { expect, it } from 'vitest'
import { cookieName, readCookie, setCookie } from '../../web/cookies.js'

const https = 'https://workbot.example'
const value = 'a'.repeat(43)
const asked = (cookie: string) => ({ headers: { cookie } }) as Request

it('have every attribute that keeps them here', () => {
  const set: unknown[] = []
  const response = { cookie: (...given: unknown[]) => set.push(...given) } as unknown as Response
  setCookie(response, 'session', { value, maxAgeMs: 1_000, publicUrl: https })
  expect(set).toEqual(['__Host-workbot', value, { httpOnly: true, sameSite: 'lax', secure: true, path: '/', maxAge: 1_000 }])
})

it("of the codec alone goes with requests of another site's page, and never without TLS", () => {
  const set: unknown[] = []
  const response = { cookie: (...given: unknown[]) => set.push(...given) } as unknown as Response
  setCookie(response, 'codec', { value, maxAgeMs: 1_000, publicUrl: https })
  expect(set).toEqual(['__Host-workbot-codec', value, { httpOnly: true, sameSite: 'none', secure: true, path: '/', maxAge: 1_000 }])
})

it('of a plain name, which a sibling site or plain http could plant, count for nothing over https', () => {
  expect(readCookie(asked(`workbot=${value}`), 'session', https)).toBeNull()
  expect(readCookie(asked(`x=1; __Host-workbot=${value}`), 'session', https)).toBe(value)
  expect(cookieName('trip', https)).toBe('__Host-workbot-trip')
})

it.each(['', 'x', `${value}a`, `${value.slice(1)}%`, "' or 1=1 --", '../../../etc/passwd'])(
  'of a value that is not ours (%s) count for nothing',
  (given) => {
    expect(readCookie(asked(`__Host-workbot=${given}`), 'session', https)).toBeNull()
  },
)
