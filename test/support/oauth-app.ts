// A stand-in for an OAuth app as its bare HTTP: sign-in, refresh, API; written from no client library, so that its raw answers are seen.
import { createHash, randomBytes } from 'node:crypto'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { createBrowser } from './browser.js'

export const OAUTH_CLIENT = { clientId: 'workbot', clientSecret: 'the-secret-of-the-client' } as const
export const OAUTH_REDIRECT = 'http://localhost:9/oauth/callback/app'

/** What every stand-in is started with in a test: in memory, on any free port. */
export const standInOptions = { ...OAUTH_CLIENT, redirectUris: [OAUTH_REDIRECT], stateFolder: null } as const

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Undefined where the body isn't JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined
}

export interface Paths {
  readonly authorization: string
  readonly token: string
}

/** The token endpoint's answer to a form; the client's id and secret are added unless the form has them. */
export function postToken({ url }: Pick<OAuthAppStandIn, 'url'>, { token }: Paths, form: Record<string, string>): Promise<RawAnswer> {
  const body = new URLSearchParams({ client_id: OAUTH_CLIENT.clientId, client_secret: OAUTH_CLIENT.clientSecret, ...form })
  return send(`${url}${token}`, { method: 'POST', body })
}

/** The code of a sign-in, which is still to be exchanged; `verifier` belongs to it. */
export async function signInForCode(
  { url }: Pick<OAuthAppStandIn, 'url'>,
  { authorization }: Paths,
  { account, scope }: { account: string; scope: string },
): Promise<{ readonly code: string | null; readonly error: string | null; readonly verifier: string; readonly back: URL }> {
  const verifier = randomBytes(32).toString('base64url')
  const start = new URL(authorization, url)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const asked = { response_type: 'code', client_id: OAUTH_CLIENT.clientId, redirect_uri: OAUTH_REDIRECT, scope, state: 'state' }
  for (const [name, value] of Object.entries({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' }))
    start.searchParams.set(name, value)
  const browser = createBrowser({ stopBefore: OAUTH_REDIRECT })
  const page = await browser.open(start)
  const { url: back } = page.status === 0 ? page : await browser.choose(page, account)
  return { code: back.searchParams.get('code'), error: back.searchParams.get('error'), verifier, back }
}

/** The whole sign-in, to the token endpoint's answer. */
export async function signInRaw(
  standIn: Pick<OAuthAppStandIn, 'url'>,
  paths: Paths,
  who: { account: string; scope: string },
): Promise<RawAnswer> {
  const { code, verifier } = await signInForCode(standIn, paths, who)
  const form = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: OAUTH_REDIRECT, code_verifier: verifier }
  return postToken(standIn, paths, form)
}

/** A GET of its API with a token. */
export function getAs({ url }: Pick<OAuthAppStandIn, 'url'>, token: unknown, path: string): Promise<RawAnswer> {
  return send(new URL(path, url), { headers: { authorization: `Bearer ${String(token)}` } })
}

export async function send(url: string | URL, init: RequestInit): Promise<RawAnswer> {
  const response = await fetch(url, init)
  const body = await response.text()
  return { status: response.status, headers: response.headers, body, json: parse(body) }
}

function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return undefined
  }
}
