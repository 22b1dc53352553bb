// Who may open a page or press its button: a session of this browser, and a role that is looked up at each request.
import type { Request, RequestHandler, Response } from 'express'
import { recordAudit } from '../../audit/record.js'
import type { Role } from '../../settings/roles.js'
import type { PageWords } from '../../text/pages.js'
import { site } from '../../text/site.js'
import { findSession } from '../browser-sessions.js'
import { readCookie } from '../cookies.js'
import { isFromOurPage } from '../same-origin.js'
import type { WebDeps } from '../web-deps.js'
import { sendStopped } from './send-stopped.js'
import { HOME, hasOneOf, SIGN_IN, type SiteDeps, type Visit } from './site-deps.js'

type Handle<Params> = (request: Request<Params>, response: Response, visit: Visit) => Promise<void>

export interface Gate {
  /** A page to read; who isn't signed in is sent to do so, and comes back to it. */
  page<Params>(roles: readonly Role[], handle: Handle<Params>): RequestHandler<Params>
  /** What a form on one of our pages posts. */
  form<Params>(roles: readonly Role[], handle: Handle<Params>): RequestHandler<Params>
  /** Who it is now, while a page is followed; null: they are signed out, or have none of these roles any more. */
  visit(request: Pick<Request, 'headers'>, roles: readonly Role[]): Promise<Visit | null>
  /** Turns away somebody who may open such a page, but not this one: it reads as if there were none. */
  hide<Params>(
    request: Request<Params>,
    response: Response,
    visit: Visit,
    page: { readonly words: PageWords; readonly href: string },
  ): Promise<void>
}

export function createGate(deps: WebDeps, { rolesOf }: SiteDeps): Gate {
  const { db, publicUrl } = deps
  return {
    page: (roles, handle) => async (request, response) => {
      const visit = await findVisit(request)
      if (!visit) response.set('Cache-Control', 'no-store').redirect(303, `${SIGN_IN}?to=${encodeURIComponent(request.path)}`)
      else if (!hasOneOf(visit.roles, roles)) await refuse(request, response, visit)
      else await handle(request, response, visit)
    },
    form: (roles, handle) => async (request, response) => {
      if (!isFromOurPage(request, publicUrl)) {
        sendStopped(deps, response, { status: 403, code: 'WB-SITE-001', words: site.otherSite(), href: HOME })
        return
      }
      const visit = await findVisit(request)
      if (!visit) sendStopped(deps, response, { status: 401, code: 'WB-SITE-002', words: site.signedOutMeanwhile(), href: SIGN_IN })
      else if (!hasOneOf(visit.roles, roles)) await refuse(request, response, visit)
      else await handle(request, response, visit)
    },
    async visit(request, roles) {
      const visit = await findVisit(request)
      return visit && hasOneOf(visit.roles, roles) ? visit : null
    },
    async hide(request, response, { session }, { words, href }) {
      await recordAudit(db, { event: 'site.refused', caller: session.caller, detail: { path: shapeOf(request) } })
      sendStopped(deps, response, { status: 404, code: 'WB-SITE-007', words, href })
    },
  }

  async function findVisit(request: Pick<Request, 'headers'>): Promise<Visit | null> {
    const session = await findSession(db, readCookie(request, 'site', publicUrl), 'site')
    return session && { session, roles: rolesOf(session.caller) }
  }

  async function refuse<Params>(request: Request<Params>, response: Response, { session }: Visit): Promise<void> {
    await recordAudit(db, { event: 'site.refused', caller: session.caller, detail: { path: shapeOf(request) } })
    sendStopped(deps, response, { status: 403, code: 'WB-SITE-003', words: site.notAllowed(), href: HOME })
  }
}

/** The audit has the page's shape, not what somebody wrote into the address. */
function shapeOf<Params>({ route }: Request<Params>): string {
  return (route as { readonly path: string }).path
}
