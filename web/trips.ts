// Sends a browser on its two trips: to Microsoft, and to the app.
import type { Request, Response } from 'express'
import { recordAudit } from '../audit/record.js'
import { mintAttempt } from '../connections/sign-in-attempts.js'
import { signInToken, type SignInRequest } from '../connections/sign-in-requests.js'
import { pages } from '../text/pages.js'
import { linkButton, startForm } from './actions.js'
import type { BrowserSession } from './browser-sessions.js'
import { readCookie, setCookie } from './cookies.js'
import { EntraUnavailable } from './entra-client.js'
import { saveTrip, TRIP_MS, type TripGoal } from './entra-trips.js'
import { sendPage, wordsBody } from './page.js'
import { sendProblem } from './problem.js'
import { randomId } from './random-id.js'
import type { WebDeps } from './web-deps.js'

export const ENTRA_CALLBACK = '/entra/callback'

/** Our redirect URI at an app: one per configuration, so that one server can't pass for another. */
export function redirectUriOf(publicUrl: string, configurationId: string): string {
  return `${publicUrl}/oauth/callback/${encodeURIComponent(configurationId)}`
}

/** After a POST a page leads on; after a GET a redirect does (RFC 9700 4.11: never 307). */
export type Via = 'page' | 'redirect'

interface Exchange {
  readonly request: Request
  readonly response: Response
  readonly via: Via
}

/** To Microsoft: the trip is bound to this browser by a cookie. @throws EntraUnavailable */
export async function goToMicrosoft(
  { db, botKeys, entra, publicUrl }: WebDeps,
  { request, response, via }: Exchange,
  { goal, account }: { goal: TripGoal; account: 'any' | 'other' },
): Promise<void> {
  const { url, state, secrets } = await entra.begin({ redirectUri: `${publicUrl}${ENTRA_CALLBACK}`, account })
  // Trips in several tabs share the cookie, so that the second doesn't end the first.
  const browserId = readCookie(request, 'trip', publicUrl) ?? randomId()
  await saveTrip({ tx: db, keys: botKeys }, { goal, state, browserId, secrets })
  setCookie(response, 'trip', { value: browserId, maxAgeMs: TRIP_MS, publicUrl })
  leadOn(response, via, url, pages.microsoft())
}

/** The same for a sign-in request, whose page says it where Microsoft isn't answering. */
export async function proveAtMicrosoft(
  deps: WebDeps,
  exchange: Exchange,
  { signIn, account }: { signIn: SignInRequest; account: 'any' | 'other' },
): Promise<void> {
  try {
    await goToMicrosoft(deps, exchange, { goal: { kind: 'sign_in', requestId: signIn.id }, account })
  } catch (error) {
    if (!(error instanceof EntraUnavailable)) throw error
    sendMicrosoftDown(deps, exchange.response, signIn, error)
  }
}

export function sendMicrosoftDown({ log, keys }: WebDeps, response: Response, { id }: SignInRequest, error: EntraUnavailable): void {
  const words = pages.problem.microsoftDown()
  const action = startForm({ token: signInToken(keys, id), label: words.again ?? '' })
  sendProblem(response, log, { status: 502, code: error.code, words, action, about: { requestId: id }, error })
}

/** To the app: a new attempt, bound to this browser's session. */
export async function goToApp(
  { db, log, botKeys, findClient, publicUrl }: WebDeps,
  { response, via }: Omit<Exchange, 'request'>,
  {
    signIn,
    session,
    account = signIn.wantsOther ? 'other' : 'any',
  }: { signIn: SignInRequest; session: Pick<BrowserSession, 'idHash' | 'caller'>; account?: 'any' | 'other' },
): Promise<void> {
  const { id: requestId, configurationId } = signIn
  const client = await findClient(db, configurationId)
  if (!client) {
    sendProblem(response, log, {
      status: 503,
      code: 'WB-SIGNIN-010',
      words: pages.problem.notConfigured(),
      about: { requestId, configurationId },
    })
    return
  }
  const redirectUri = redirectUriOf(publicUrl, configurationId)
  const url = await db.transaction(async (tx) => {
    await recordAudit(tx, { event: 'sign_in.started', caller: session.caller, configurationId, detail: { requestId } })
    return mintAttempt({ tx, keys: botKeys }, { client, requestId, sessionHash: session.idHash, redirectUri, account })
  })
  leadOn(response, via, url, client.app.name)
}

/** Where a browser goes next: the page says where to, and a redirect just goes. */
export function leadOn(response: Response, via: Via, url: URL, to: string): void {
  if (via === 'redirect') {
    response.set('Cache-Control', 'no-store').redirect(303, url.href)
    return
  }
  const words = pages.going({ to })
  const action = linkButton({ href: url.href, label: words.again ?? to })
  sendPage(response, { tone: 'going', title: words.title, goTo: url, body: wordsBody(words, { action }) })
}
