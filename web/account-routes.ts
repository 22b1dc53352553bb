// The answer to "is this your account?": the connection is made, or the grant is ended and the app asked once more.
import { Router, urlencoded, type Request, type Response } from 'express'
import { z } from 'zod'
import { isSameCaller } from '../caller.js'
import { findSignInRequest, readSignInLink, type SignInRequest } from '../connections/sign-in-requests.js'
import { arriving } from '../telemetry/traces.js'
import { pages } from '../text/pages.js'
import { linkButton } from './actions.js'
import { arrivedForRequest } from './arrived-for-request.js'
import { findSession, type BrowserSession } from './browser-sessions.js'
import { readCookie } from './cookies.js'
import { refuseParked, useParked } from './finish-sign-in.js'
import { sendProblem } from './problem.js'
import { isFromOurPage } from './same-origin.js'
import { goToApp } from './trips.js'
import type { WebDeps } from './web-deps.js'

const answer = z.object({ attempt: z.uuid(), decision: z.enum(['use', 'another']) })

export function accountRoutes(deps: WebDeps): Router {
  const { db, log, keys, publicUrl } = deps
  const router = Router()

  router.post('/account/:token', urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-002', words: pages.problem.otherSite() })
      return
    }
    const { token } = request.params
    const requestId = readSignInLink(keys, token)
    const signIn = requestId === null ? null : await findSignInRequest(db, requestId)
    const session = await findSession(db, readCookie(request, 'session', publicUrl))
    const parsed = answer.safeParse(request.body)
    const answered = parsed.data
    if (!signIn || !session || !answered || !isSameCaller(session.caller, signIn.caller)) sendDecided(response, token, requestId)
    else await arriving('Account answer', () => decide({ request, response, token }, { signIn, session, ...answered }))
  })

  async function decide(
    { response, token }: { request: Request; response: Response; token: string },
    { signIn, session, attempt, decision }: { signIn: SignInRequest; session: BrowserSession } & z.infer<typeof answer>,
  ): Promise<void> {
    await arrivedForRequest(db, signIn)
    const parked = { sessionHash: session.idHash, attemptId: attempt }
    if (decision === 'another') {
      await refuseParked(deps, { signIn, parked })
      if (signIn.endedAt) response.redirect(303, `/signed-in/${token}`)
      else await goToApp(deps, { response, via: 'page' }, { signIn, session, account: 'other' })
      return
    }
    const client = await deps.findClient(db, signIn.configurationId)
    const outcome = client ? await useParked(deps, { signIn, client, parked }) : 'gone'
    if (outcome === 'connected') response.redirect(303, `/signed-in/${token}`)
    else sendDecided(response, token, signIn.id)
  }

  function sendDecided(response: Response, token: string, requestId: string | null): void {
    const words = pages.problem.decidedElsewhere()
    const action = requestId === null ? null : linkButton({ href: `/connect/${token}`, label: words.again ?? '' })
    sendProblem(response, log, { status: 409, code: 'WB-SIGNIN-011', words, tone: 'stopped', ...(action && { action }) })
  }

  return router
}
