// The OAuth callback: same browser session, state used once, code exchanged, account and org checked; then the run goes on.
import { Router, type Request, type Response } from 'express'
import { isSameCaller } from '../caller.js'
import { checkAccount } from '../connections/check-account.js'
import { SignInDenied, SignInRejected, SignInUnavailable } from '../connections/errors.js'
import { exchangeCode } from '../connections/exchange-code.js'
import { isExpectedAccount } from '../connections/parked-grants.js'
import { consumeAttempt, type Consumed } from '../connections/sign-in-attempts.js'
import { findSignInRequest, type SignInRequest } from '../connections/sign-in-requests.js'
import type { Secret } from '../keys/secret.js'
import { arriving } from '../telemetry/traces.js'
import { pages } from '../text/pages.js'
import { startForm } from './actions.js'
import { arrivedForRequest } from './arrived-for-request.js'
import { findSession, type BrowserSession } from './browser-sessions.js'
import { callbackProblems, type WayOn } from './callback-problems.js'
import { readCookie } from './cookies.js'
import { describeRequest } from './describe-request.js'
import { finishConnected, finishDeclined, finishParked, noteFailure } from './finish-sign-in.js'
import { sendProblem } from './problem.js'
import { receiveShared } from './site/apps/shared-callback.js'
import { queryOf } from './query-of.js'
import { proveAtMicrosoft, redirectUriOf } from './trips.js'
import type { WebDeps } from './web-deps.js'

interface Callback {
  readonly request: Request
  readonly response: Response
  readonly signIn: SignInRequest
}

export function oauthCallback(deps: WebDeps): Router {
  const { db, log, botKeys, publicUrl } = deps
  const router = Router()

  router.get('/oauth/callback/:configuration', (request, response) => arriving('OAuth callback', () => receive(request, response)))

  async function receive(request: Request<{ configuration: string }>, response: Response): Promise<void> {
    const configurationId = request.params.configuration
    const state = queryOf(request).get('state') ?? ''
    const session = await findSession(db, readCookie(request, 'session', publicUrl))
    const consumed = await consumeAttempt({ tx: db, keys: botKeys }, { state, configurationId, sessionHash: session?.idHash ?? null })
    const signIn = consumed.kind === 'unknown' ? null : await findSignInRequest(db, consumed.requestId)
    if (consumed.kind === 'unknown' || !signIn) {
      if (await receiveShared(deps, { request, response }, { state, configurationId })) return
      sendProblem(response, log, { status: 400, code: 'WB-SIGNIN-005', words: pages.problem.notOurs() })
      return
    }
    await arrivedForRequest(db, signIn)
    await arrive({ request, response, signIn }, consumed, { state, session })
  }

  async function arrive(
    callback: Callback,
    consumed: Exclude<Consumed, { kind: 'unknown' }>,
    { state, session }: { state: string; session: BrowserSession | null },
  ): Promise<void> {
    const { request, response, signIn } = callback
    const { token, app } = await describeRequest(deps, signIn)
    const problems = callbackProblems(response, log, wayOn(token, signIn))
    const isTheirs = session !== null && isSameCaller(session.caller, signIn.caller)
    // Another browser, or another person: the code is thrown away, and Microsoft is asked who is here.
    if (consumed.kind === 'other_session' || !isTheirs)
      await proveAtMicrosoft(deps, { request, response, via: 'redirect' }, { signIn, account: 'any' })
    else if (signIn.endedAt) showOutcome(response, token)
    else if (consumed.kind === 'consumed') await complete(callback, { ...consumed, state, email: session.email })
    else if (consumed.kind === 'used') problems.used()
    else problems.tooLate(app)
  }

  async function complete(
    { request, response, signIn }: Callback,
    { state, verifier, attemptId, email }: { state: string; verifier: Secret; attemptId: string; email: string },
  ): Promise<void> {
    const { token, app, configuration } = await describeRequest(deps, signIn)
    const problems = callbackProblems(response, log, wayOn(token, signIn))
    const client = await deps.findClient(db, signIn.configurationId)
    if (!client) {
      problems.notConfigured()
      return
    }
    const host = client.configuration.baseUrl
    try {
      const callbackUrl = new URL(`${redirectUriOf(publicUrl, signIn.configurationId)}?${queryOf(request).toString()}`)
      const grant = await exchangeCode(client, { callbackUrl, state, verifier })
      const check = await checkAccount(client, grant)
      if (check.kind === 'accepted') {
        const { account } = check
        const owner = { kind: 'personal', caller: signIn.caller } as const
        const isExpected = await isExpectedAccount(db, { owner, configurationId: signIn.configurationId }, { account, email })
        if (isExpected) await finishConnected(deps, { signIn, attemptId, client, grant, account })
        else await finishParked(deps, { signIn, attemptId, client, grant, account })
        showOutcome(response, token)
      } else if (check.kind === 'wrong_org') {
        await noteFailure(deps, signIn, {
          client,
          event: 'sign_in.wrong_org',
          why: 'wrong_org',
          refused: grant.tokens,
          host: check.account.host,
        })
        problems.wrongOrg({ org: check.account.orgName, configuration })
      } else {
        await noteFailure(deps, signIn, { client, event: 'sign_in.failed', why: 'wrong_host', refused: grant.tokens, host })
        problems.wrongHost(app)
      }
    } catch (error) {
      if (error instanceof SignInDenied) {
        await finishDeclined(deps, signIn)
        showOutcome(response, token)
      } else if (error instanceof SignInRejected) {
        await noteFailure(deps, signIn, { client, event: 'sign_in.failed', why: error.reason, refused: null, host })
        problems.rejected({ app, reason: error.reason, error })
      } else if (error instanceof SignInUnavailable) {
        await noteFailure(deps, signIn, { client, event: 'sign_in.failed', why: 'unavailable', refused: error.grant, host })
        problems.unavailable({ app, error })
      } else throw error
    }
  }

  return router
}

function wayOn(token: string, { id: requestId }: SignInRequest): WayOn {
  return { about: { requestId }, again: (label) => startForm({ token, label }), outcomeAt: `/signed-in/${token}` }
}

/** An address without a code in it. */
function showOutcome(response: Response, token: string): void {
  response.set('Cache-Control', 'no-store').redirect(303, `/signed-in/${token}`)
}
