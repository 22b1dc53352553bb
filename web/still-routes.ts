// The answer to "still do this?" after a late sign-in: the run is woken, or cancelled.
import { Router, urlencoded, type Response } from 'express'
import { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import { isSameCaller, type Caller } from '../caller.js'
import { findSignInRequest, lockRequestsOfRun, readSignInLink, releaseRequest } from '../connections/sign-in-requests.js'
import type { Transaction } from '../database.js'
import { settleStillAsked } from '../runs/settle-waits.js'
import type { SettledWait } from '../runs/types.js'
import { pages } from '../text/pages.js'
import { linkButton } from './actions.js'
import { findSession } from './browser-sessions.js'
import { readCookie } from './cookies.js'
import { sendProblem } from './problem.js'
import { isFromOurPage } from './same-origin.js'
import type { WebDeps } from './web-deps.js'

const answer = z.object({ run: z.string().min(1).max(200), decision: z.enum(['go_on', 'cancel']) })
type Answer = z.infer<typeof answer>

/** Only in a browser that proved to be the person, and only about runs of theirs. Of several presses the first one counts. */
export function stillRoutes({ db, log, keys, publicUrl, wake }: WebDeps): Router {
  const router = Router()

  router.post('/still/:token', urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-002', words: pages.problem.otherSite() })
      return
    }
    const { token } = request.params
    const requestId = readSignInLink(keys, token)
    const signIn = requestId === null ? null : await findSignInRequest(db, requestId)
    const session = await findSession(db, readCookie(request, 'session', publicUrl))
    const { data: answered } = answer.safeParse(request.body)
    const isTheirs = signIn !== null && session !== null && isSameCaller(session.caller, signIn.caller)
    const settled = isTheirs && answered ? await db.transaction((tx) => settle(tx, session.caller, answered)) : []
    if (settled.length === 0) {
      sendAnswered(response, signIn === null ? null : token)
      return
    }
    void wake(settled)
    response.redirect(303, `/signed-in/${token}`)
  })

  function sendAnswered(response: Response, token: string | null): void {
    const words = pages.problem.stillAnswered()
    const action = token === null ? null : linkButton({ href: `/connect/${token}`, label: words.again ?? '' })
    sendProblem(response, log, { status: 409, code: 'WB-SIGNIN-012', words, tone: 'stopped', ...(action && { action }) })
  }

  return router
}

/** As a press in Teams does it: the requests are locked first. */
async function settle(tx: Transaction, caller: Caller, { run: runId, decision }: Answer): Promise<readonly SettledWait[]> {
  const outcome = decision === 'go_on' ? 'connected' : 'cancelled'
  await lockRequestsOfRun(tx, runId)
  const waits = await settleStillAsked(tx, { runId, caller, outcome })
  if (waits.length === 0) return []
  await recordAudit(tx, { event: decision === 'go_on' ? 'run.still_wanted' : 'run.cancelled', caller, runId, detail: {} })
  for (const requestId of new Set(waits.map(({ signInRequestId }) => signInRequestId))) await releaseRequest(tx, requestId, outcome)
  return waits
}
