// Back from Microsoft: the person must be the one that the request is for, before any app is asked for anything.
import { Router, type Response } from 'express'
import { recordAudit } from '../audit/record.js'
import { isSameCaller } from '../caller.js'
import { findSignInRequest, oweWarning, signInToken, type SignInRequest } from '../connections/sign-in-requests.js'
import { countSignIn } from '../telemetry/metrics.js'
import { pages } from '../text/pages.js'
import { microsoftWalls } from '../text/wall-words.js'
import { startForm } from './actions.js'
import { sendMicrosoftProblem, welcomeOperator } from './codec-sign-in.js'
import { createSession, SESSION_MS, type Person } from './browser-sessions.js'
import { readCookie, setCookie } from './cookies.js'
import { EntraRefused, EntraUnavailable } from './entra-client.js'
import { consumeTrip, type TripSecrets } from './entra-trips.js'
import { sendOutcome } from './outcome-page.js'
import { sendProblem } from './problem.js'
import { queryOf } from './query-of.js'
import { welcomeToSite } from './site/sign-in.js'
import { SIGN_IN } from './site/site-deps.js'
import { ENTRA_CALLBACK, goToApp, sendMicrosoftDown } from './trips.js'
import type { WebDeps } from './web-deps.js'

export function entraRoutes(deps: WebDeps): Router {
  const { db, log, botKeys, entra, publicUrl } = deps
  const router = Router()

  router.get(ENTRA_CALLBACK, async (request, response) => {
    const state = queryOf(request).get('state') ?? ''
    const trip = await consumeTrip({ tx: db, keys: botKeys }, { state, browserId: readCookie(request, 'trip', publicUrl) })
    const finish = (secrets: TripSecrets): Promise<Person> =>
      entra.finish(new URL(`${publicUrl}${ENTRA_CALLBACK}?${queryOf(request).toString()}`), { state, secrets })

    if (trip?.goal.kind === 'sign_in') await goOnWithSignIn(response, trip.goal.requestId, () => finish(trip.secrets))
    else if (trip?.goal.kind === 'site') await goOnToSite(response, trip.goal.path, () => finish(trip.secrets))
    else if (trip) await goOnToCodec(response, () => finish(trip.secrets))
    else sendStepOver(response)
  })

  async function goOnWithSignIn(response: Response, requestId: string, finish: () => Promise<Person>): Promise<void> {
    const signIn = await findSignInRequest(db, requestId)
    if (!signIn) {
      sendStepOver(response)
      return
    }
    try {
      await welcome(response, signIn, await finish())
    } catch (error) {
      if (error instanceof EntraUnavailable) sendMicrosoftDown(deps, response, signIn, error)
      else if (error instanceof EntraRefused) refuseWithoutIdentity(response, signIn, error)
      else throw error
    }
  }

  async function goOnToCodec(response: Response, finish: () => Promise<Person>): Promise<void> {
    const audience = deps.codec?.audience
    if (audience?.kind !== 'operators') {
      sendStepOver(response)
      return
    }
    await orMicrosoftProblem(response, undefined, async () => {
      await welcomeOperator(deps, response, { person: await finish(), isOperator: audience.isOperator })
    })
  }

  async function goOnToSite(response: Response, path: string, finish: () => Promise<Person>): Promise<void> {
    const { site } = deps
    if (!site) {
      sendStepOver(response)
      return
    }
    await orMicrosoftProblem(response, SIGN_IN, async () => {
      await welcomeToSite(deps, response, { person: await finish(), path, rolesOf: site.rolesOf })
    })
  }

  async function orMicrosoftProblem(response: Response, again: string | undefined, goOn: () => Promise<void>): Promise<void> {
    try {
      await goOn()
    } catch (error) {
      if (!(error instanceof EntraUnavailable || error instanceof EntraRefused)) throw error
      sendMicrosoftProblem(deps, response, error, again)
    }
  }

  function sendStepOver(response: Response): void {
    sendProblem(response, log, { status: 400, code: 'WB-SIGNIN-003', words: pages.problem.microsoftStepOver() })
  }

  async function welcome(response: Response, signIn: SignInRequest, person: Person): Promise<void> {
    if (!isSameCaller(person.caller, signIn.caller)) {
      await refusePerson(response, signIn, person)
      return
    }
    const session = await createSession(db, person)
    setCookie(response, 'session', { value: session.id, maxAgeMs: SESSION_MS, publicUrl })
    if (signIn.endedAt) await sendOutcome(deps, response, signIn, { ...person, idHash: session.idHash })
    else await goToApp(deps, { response, via: 'redirect' }, { signIn, session: { idHash: session.idHash, caller: person.caller } })
  }

  /** No session, no trip to the app; the request's owner is told once, by the sweep. */
  async function refusePerson(response: Response, { id, configurationId }: SignInRequest, { caller, email, name }: Person): Promise<void> {
    await db.transaction(async (tx) => {
      await oweWarning(tx, id)
      await recordAudit(tx, { event: 'sign_in.wrong_person', caller, configurationId, detail: { requestId: id } })
    })
    countSignIn('wrong_person')
    const words = pages.problem.wrongPerson({ email: email || name })
    const action = startForm({ token: signInToken(deps.keys, id), label: words.again ?? '', account: 'other' })
    sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-004', words, action, about: { requestId: id } })
  }

  function refuseWithoutIdentity(response: Response, { id }: SignInRequest, error: EntraRefused): void {
    const wall = error.wall && microsoftWalls[error.wall]
    const words = wall?.words ?? pages.problem.microsoftRefused()
    const action = startForm({ token: signInToken(deps.keys, id), label: words.again ?? '' })
    sendProblem(response, log, { status: 403, code: wall?.code ?? error.code, words, action, about: { requestId: id }, error })
  }

  return router
}
