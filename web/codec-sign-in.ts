// How an operator begins to read runs in Temporal's UI: one page with a button, Microsoft, and an hour's session for the codec alone.
import { Router, type Response } from 'express'
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import { pages } from '../text/pages.js'
import { CODEC_SESSION_MS, createSession, type Person } from './browser-sessions.js'
import { setCookie } from './cookies.js'
import { EntraUnavailable, type EntraRefused } from './entra-client.js'
import { html, type Html } from './html.js'
import { sendPage, wordsBody } from './page.js'
import { sendProblem } from './problem.js'
import { isFromOurPage } from './same-origin.js'
import { goToMicrosoft } from './trips.js'
import type { WebDeps } from './web-deps.js'

const PATH = '/codec/sign-in'
const startButton = (label: string, path = PATH): Html =>
  html`<form method="post" action="${path}"><button class="button" type="submit">${label}</button></form>`

export function codecSignInRoutes(deps: WebDeps): Router {
  const { log, publicUrl } = deps
  const router = Router()

  router.get(PATH, (_request, response) => {
    const words = pages.operator.ask()
    sendPage(response, { tone: 'ask', title: words.title, body: wordsBody(words, { action: startButton(words.again ?? '') }) })
  })

  router.post(PATH, async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendProblem(response, log, { status: 403, code: 'WB-SIGNIN-002', words: pages.operator.otherSite() })
      return
    }
    try {
      await goToMicrosoft(deps, { request, response, via: 'page' }, { goal: { kind: 'codec' }, account: 'any' })
    } catch (error) {
      if (!(error instanceof EntraUnavailable)) throw error
      sendMicrosoftProblem(deps, response, error)
    }
  })

  return router
}

/** Back from Microsoft: an operator gets the session, and the audit a line; anybody else gets neither session nor cookie. */
export async function welcomeOperator(
  { db, log, publicUrl }: WebDeps,
  response: Response,
  { person, isOperator }: { person: Person; isOperator: (person: Caller) => boolean },
): Promise<void> {
  const { caller } = person
  if (!isOperator(caller)) {
    await recordAudit(db, { event: 'codec.refused', caller })
    const words = pages.operator.notOperator({ email: person.email || person.name })
    sendProblem(response, log, { status: 403, code: 'WB-CODEC-004', words })
    return
  }
  const { id } = await db.transaction(async (tx) => {
    await recordAudit(tx, { event: 'codec.opened', caller })
    return createSession(tx, person, 'codec')
  })
  setCookie(response, 'codec', { value: id, maxAgeMs: CODEC_SESSION_MS, publicUrl })
  const words = pages.operator.opened({ email: person.email || person.name })
  sendPage(response, { tone: 'good', title: words.title, body: wordsBody(words) })
}

/** @param path where the button that tries again posts to */
export function sendMicrosoftProblem({ log }: WebDeps, response: Response, error: EntraUnavailable | EntraRefused, path = PATH): void {
  const isDown = error instanceof EntraUnavailable
  const words = isDown ? pages.operator.microsoftDown() : pages.operator.microsoftRefused()
  sendProblem(response, log, { status: isDown ? 502 : 403, code: error.code, words, action: startButton(words.again ?? '', path), error })
}
