// The answer to "still do this?" after a late sign-in: the run is woken, or cancelled.
import { Router, urlencoded } from 'express'
import { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import { lockRequestsOfRun, releaseRequest } from '../connections/sign-in-requests.js'
import type { Transaction } from '../database.js'
import { settleStillAsked } from '../runs/settle-waits.js'
import type { SettledWait } from '../runs/types.js'
import { pages } from '../text/pages.js'
import { answerOfPerson, type PersonsAnswer } from './answer-of-person.js'
import type { WebDeps } from './web-deps.js'

const schema = z.object({ run: z.string().min(1).max(200), decision: z.enum(['go_on', 'cancel']) })
type Answer = z.infer<typeof schema>

/** Only in a browser that proved to be the person, and only about runs of theirs. Of several presses the first one counts. */
export function stillRoutes(deps: WebDeps): Router {
  const gone = { code: 'WB-SIGNIN-012', words: pages.problem.stillAnswered() } as const
  return Router().post('/still/:token', urlencoded({ extended: false, limit: '1kb' }), answerOfPerson(deps, { schema, gone, take }))

  async function take({ response, token, session, answer }: PersonsAnswer<Answer>): Promise<boolean> {
    const settled = await deps.db.transaction((tx) => settle(tx, session.caller, answer))
    if (settled.length === 0) return false
    void deps.wake(settled)
    response.redirect(303, `/signed-in/${token}`)
    return true
  }
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
