// The answer to "is this your account?": the connection is made, or the grant is ended and the app asked once more.
import { Router, urlencoded } from 'express'
import { z } from 'zod'
import { arriving } from '../telemetry/traces.js'
import { pages } from '../text/pages.js'
import { answerOfPerson, type PersonsAnswer } from './answer-of-person.js'
import { arrivedForRequest } from './arrived-for-request.js'
import { refuseParked, useParked, type ParkedKey } from './finish-sign-in.js'
import { goToApp } from './trips.js'
import type { WebDeps } from './web-deps.js'

const schema = z.object({ attempt: z.uuid(), decision: z.enum(['use', 'another']) })
type Answered = PersonsAnswer<z.infer<typeof schema>>

export function accountRoutes(deps: WebDeps): Router {
  const gone = { code: 'WB-SIGNIN-011', words: pages.problem.decidedElsewhere() } as const
  const take = (answered: Answered) => arriving('Account answer', () => decide(answered))
  return Router().post('/account/:token', urlencoded({ extended: false, limit: '1kb' }), answerOfPerson(deps, { schema, gone, take }))

  async function decide(answered: Answered): Promise<boolean> {
    const { signIn, session, answer } = answered
    await arrivedForRequest(deps.db, signIn)
    const parked = { sessionHash: session.idHash, attemptId: answer.attempt }
    return answer.decision === 'use' ? use(answered, parked) : askAnother(answered, parked)
  }

  async function use({ response, token, signIn }: Answered, parked: ParkedKey): Promise<boolean> {
    const client = await deps.findClient(deps.db, signIn.configurationId)
    const outcome = client ? await useParked(deps, { signIn, client, parked }) : 'gone'
    if (outcome !== 'connected') return false
    response.redirect(303, `/signed-in/${token}`)
    return true
  }

  async function askAnother({ response, token, signIn, session }: Answered, parked: ParkedKey): Promise<boolean> {
    await refuseParked(deps, { signIn, parked })
    if (signIn.endedAt) response.redirect(303, `/signed-in/${token}`)
    else await goToApp(deps, { response, via: 'page' }, { signIn, session, account: 'other' })
    return true
  }
}
