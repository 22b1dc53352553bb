// Back from an app with the account to share: still an admin, in the same browser, and the code used once.
import type { Request, Response } from 'express'
import { connectShared } from '../../../connections/connect-shared.js'
import { SignInDenied, SignInRejected, SignInUnavailable } from '../../../connections/errors.js'
import { exchangeCode } from '../../../connections/exchange-code.js'
import type { OAuthClient } from '../../../connections/oauth-client.js'
import { consumeSharedAttempt, isSharedAttemptLive } from '../../../connections/shared-attempts.js'
import { siteApps } from '../../../text/site-apps.js'
import { linkButton } from '../../actions.js'
import { findSession, type BrowserSession } from '../../browser-sessions.js'
import { callbackProblems } from '../../callback-problems.js'
import { readCookie } from '../../cookies.js'
import { queryOf } from '../../query-of.js'
import { redirectUriOf } from '../../trips.js'
import type { WebDeps } from '../../web-deps.js'
import { sendStopped } from '../send-stopped.js'
import { appPath, hasOneOf } from '../site-deps.js'

interface Callback {
  readonly request: Request
  readonly response: Response
}

/** @returns false where the state isn't that of such a trip, and nothing was answered */
export async function receiveShared(
  deps: WebDeps,
  { request, response }: { request: Request<{ configuration: string }>; response: Response },
  { state, configurationId }: { state: string; configurationId: string },
): Promise<boolean> {
  const { db, botKeys, publicUrl, site } = deps
  const session = await findSession(db, readCookie(request, 'site', publicUrl), 'site')
  const consumed = await consumeSharedAttempt({ tx: db, keys: botKeys }, { state, configurationId, sessionHash: session?.idHash ?? null })
  if (consumed.kind === 'unknown') return false
  const href = appPath(configurationId)
  // The role is looked up again: it may have been taken away while they were at the app. The code is thrown away then.
  const isAdmin = session !== null && site !== undefined && hasOneOf(site.rolesOf(session.caller), ['admin'])
  if (consumed.kind === 'consumed' && isAdmin) await complete(deps, { request, response }, { ...consumed, state, configurationId, session })
  else if (consumed.kind === 'over') sendStopped(deps, response, { status: 410, code: 'WB-SITE-031', words: siteApps.tripOver(), href })
  else sendStopped(deps, response, { status: 403, code: 'WB-SITE-030', words: siteApps.notYours(), href })
  return true
}

async function complete(
  deps: WebDeps,
  { request, response }: Callback,
  trip: {
    readonly attemptId: string
    readonly verifier: Parameters<typeof exchangeCode>[1]['verifier']
    readonly state: string
    readonly configurationId: string
    readonly session: BrowserSession
  },
): Promise<void> {
  const { db, log, seal, publicUrl } = deps
  const { state, verifier, configurationId, attemptId, session } = trip
  const outcomeAt = appPath(configurationId)
  const again = (label: string) => linkButton({ href: outcomeAt, label })
  const problems = callbackProblems(response, log, { about: { configurationId }, again, outcomeAt })
  const client = await deps.findClient(db, configurationId)
  if (!client) {
    problems.notConfigured()
    return
  }
  try {
    const callbackUrl = new URL(`${redirectUriOf(publicUrl, configurationId)}?${queryOf(request).toString()}`)
    const grant = await exchangeCode(client, { callbackUrl, state, verifier })
    const { caller: admin } = session
    const isWanted = (tx: Parameters<typeof isSharedAttemptLive>[0]) => isSharedAttemptLive(tx, attemptId)
    const outcome = await connectShared({ db, seal, client }, { tenantId: admin.tenantId, grant, admin, isWanted })
    if (outcome.kind === 'wrong_org') problems.wrongOrg({ org: outcome.account.orgName, configuration: client.configuration.label })
    else if (outcome.kind === 'wrong_host') problems.wrongHost(client.app.name)
    else response.set('Cache-Control', 'no-store').redirect(303, `${outcomeAt}?said=${outcome.kind}`)
  } catch (error) {
    explain(error, { response, client, problems, outcomeAt })
  }
}

function explain(
  error: unknown,
  {
    response,
    client,
    problems,
    outcomeAt,
  }: { response: Response; client: OAuthClient; problems: ReturnType<typeof callbackProblems>; outcomeAt: string },
): void {
  const app = client.app.name
  if (error instanceof SignInDenied) response.set('Cache-Control', 'no-store').redirect(303, `${outcomeAt}?said=declined`)
  else if (error instanceof SignInRejected) problems.rejected({ app, reason: error.reason, error })
  else if (error instanceof SignInUnavailable) problems.unavailable({ app, error })
  else throw error
}
