// The sign-in link: GET says what it is for and changes nothing, POST starts the trip.
import { Router, urlencoded, type Request, type Response } from 'express'
import { isSameCaller } from '../caller.js'
import { findSignInRequest, readSignInLink, signInToken, type SignInRequest } from '../connections/sign-in-requests.js'
import { pages } from '../text/pages.js'
import { findSession } from './browser-sessions.js'
import { sendAccountPage } from './account-page.js'
import { sendConnectPage } from './connect-page.js'
import { readCookie } from './cookies.js'
import { sendOutcome } from './outcome-page.js'
import { sendProblem } from './problem.js'
import { isFromOurPage } from './same-origin.js'
import { goToApp, proveAtMicrosoft } from './trips.js'
import type { WebDeps } from './web-deps.js'

export function connectRoutes(deps: WebDeps): Router {
  const { db, log, keys, publicUrl } = deps
  const router = Router()

  router.get('/connect/:token', async (request, response) => {
    const signIn = await findByLink(request.params.token, response)
    if (!signIn) return
    if (signIn.endedAt) await sendOutcome(deps, response, signIn, await sessionOf(request))
    else await sendConnectPage(deps, response, signIn)
  })

  router.post('/connect/:token', urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-002', words: pages.problem.otherSite() })
      return
    }
    const signIn = await findByLink(request.params.token, response)
    if (!signIn) return
    const session = await sessionOf(request)
    if (signIn.endedAt) {
      await sendOutcome(deps, response, signIn, session)
      return
    }
    const account = (request.body as { account?: unknown } | undefined)?.account === 'other' ? 'other' : 'any'
    const isTheirs = session && account === 'any' && isSameCaller(session.caller, signIn.caller)
    if (isTheirs) await goToApp(deps, { response, via: 'page' }, { signIn, session })
    else await proveAtMicrosoft(deps, { request, response, via: 'page' }, { signIn, account })
  })

  // Where a callback ends: an address without a code in it.
  router.get('/signed-in/:token', async (request, response) => {
    const signIn = await findByLink(request.params.token, response)
    if (!signIn) return
    const session = await sessionOf(request)
    if (signIn.endedAt) await sendOutcome(deps, response, signIn, session)
    else if (!(await sendAccountPage(deps, response, signIn, session))) response.redirect(303, `/connect/${signInToken(keys, signIn.id)}`)
  })

  async function findByLink(token: string, response: Response): Promise<SignInRequest | null> {
    const requestId = readSignInLink(keys, token)
    const signIn = requestId === null ? null : await findSignInRequest(db, requestId)
    if (!signIn) sendProblem(response, log, { status: 404, code: 'WB-SIGNIN-001', words: pages.problem.unknownLink() })
    return signIn
  }

  const sessionOf = (request: Request) => findSession(db, readCookie(request, 'session', publicUrl))

  return router
}
