// Signing in to the operators' pages, and out again.
import { Router, urlencoded, type Response } from 'express'
import { recordAudit } from '../../audit/record.js'
import { site } from '../../text/site.js'
import { linkButton } from '../actions.js'
import { createSession, endSession, SESSION_MS, type Person } from '../browser-sessions.js'
import { sendMicrosoftProblem } from '../codec-sign-in.js'
import { setCookie } from '../cookies.js'
import { EntraUnavailable } from '../entra-client.js'
import { html } from '../html.js'
import { sendPage, wordsBody } from '../page.js'
import { sendProblem } from '../problem.js'
import { queryOf } from '../query-of.js'
import { isFromOurPage } from '../same-origin.js'
import { goToMicrosoft } from '../trips.js'
import type { WebDeps } from '../web-deps.js'
import type { Gate } from './gate.js'
import { sendStopped } from './send-stopped.js'
import { everybody, hasOneOf, HOME, ownPath, SIGN_IN, SIGN_OUT, type SiteDeps } from './site-deps.js'
import { placesFor } from './places.js'

export function siteSignIn(deps: WebDeps, gate: Gate): Router {
  const { db, publicUrl } = deps
  const router = Router()

  router.get(SIGN_IN, (request, response) => {
    const words = site.signIn()
    const to = ownPath(queryOf(request).get('to'))
    const action = html`<form method="post" action="${SIGN_IN}">
      <input type="hidden" name="to" value="${to}" />
      <button class="button" type="submit">${words.again ?? ''}</button>
    </form>`
    sendPage(response, { tone: 'ask', title: words.title, body: wordsBody(words, { action }) })
  })

  router.post(SIGN_IN, urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    if (!isFromOurPage(request, publicUrl)) {
      sendStopped(deps, response, { status: 403, code: 'WB-SITE-001', words: site.otherSite(), href: HOME })
      return
    }
    const { to } = (request.body ?? {}) as { readonly to?: unknown }
    try {
      await goToMicrosoft(deps, { request, response, via: 'page' }, { goal: { kind: 'site', path: ownPath(to) }, account: 'any' })
    } catch (error) {
      if (!(error instanceof EntraUnavailable)) throw error
      sendMicrosoftProblem(deps, response, error, SIGN_IN)
    }
  })

  router.get(
    HOME,
    gate.page(everybody, (_request, response, { roles }) => {
      response.set('Cache-Control', 'no-store').redirect(303, placesFor(roles)[0]?.href ?? SIGN_IN)
      return Promise.resolve()
    }),
  )

  router.post(
    SIGN_OUT,
    gate.form(everybody, async (_request, response, { session }) => {
      await endSession(db, session.idHash)
      const words = site.signedOut()
      const action = linkButton({ href: SIGN_IN, label: words.again ?? '' })
      sendPage(response, { tone: 'good', title: words.title, body: wordsBody(words, { action }) })
    }),
  )
  return router
}

/** Back from Microsoft: everybody of the tenant gets a session and the page they asked for; anybody else gets neither. */
export async function welcomeToSite(
  { db, log, publicUrl }: WebDeps,
  response: Response,
  { person, path, rolesOf }: { person: Person; path: string } & Pick<SiteDeps, 'rolesOf'>,
): Promise<void> {
  const { caller } = person
  if (!hasOneOf(rolesOf(caller), everybody)) {
    await recordAudit(db, { event: 'site.refused', caller, detail: { path: SIGN_IN } })
    sendProblem(response, log, { status: 403, code: 'WB-SITE-004', words: site.notForYou({ email: person.email || person.name }) })
    return
  }
  const { id } = await db.transaction(async (tx) => {
    await recordAudit(tx, { event: 'site.opened', caller })
    return createSession(tx, person, 'site')
  })
  setCookie(response, 'site', { value: id, maxAgeMs: SESSION_MS, publicUrl })
  response.redirect(303, ownPath(path))
}
