// Who may open a page or press its button: a session of this browser, and a role that is looked up at each request.
import type { Request, RequestHandler, Response } from 'express'
import { recordAudit } from '../../audit/record.js'
import type { Role } from '../../settings/roles.js'
import { site } from '../../text/site.js'
import { findSession } from '../browser-sessions.js'
import { readCookie } from '../cookies.js'
import { isFromOurPage } from '../same-origin.js'
import type { WebDeps } from '../web-deps.js'
import { sendStopped } from './send-stopped.js'
import { hasOneOf, RECIPES, SIGN_IN, type SiteDeps, type Visit } from './site-deps.js'

type Handle<Params> = (request: Request<Params>, response: Response, visit: Visit) => Promise<void>

export interface Gate {
  /** A page to read; who isn't signed in is sent to do so, and comes back to it. */
  page<Params>(roles: readonly Role[], handle: Handle<Params>): RequestHandler<Params>
  /** What a form on one of our pages posts. */
  form<Params>(roles: readonly Role[], handle: Handle<Params>): RequestHandler<Params>
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
        sendStopped(deps, response, { status: 403, code: 'WB-SITE-001', words: site.otherSite(), href: RECIPES })
        return
      }
      const visit = await findVisit(request)
      if (!visit) sendStopped(deps, response, { status: 401, code: 'WB-SITE-002', words: site.signedOutMeanwhile(), href: SIGN_IN })
      else if (!hasOneOf(visit.roles, roles)) await refuse(request, response, visit)
      else await handle(request, response, visit)
    },
  }

  async function findVisit(request: Pick<Request, 'headers'>): Promise<Visit | null> {
    const session = await findSession(db, readCookie(request, 'site', publicUrl), 'site')
    return session && { session, roles: rolesOf(session.caller) }
  }

  /** The audit has the page's shape, not what somebody wrote into the address. */
  async function refuse<Params>({ route }: Request<Params>, response: Response, { session }: Visit): Promise<void> {
    const { path } = route as { readonly path: string }
    await recordAudit(db, { event: 'site.refused', caller: session.caller, detail: { path } })
    sendStopped(deps, response, { status: 403, code: 'WB-SITE-003', words: site.notAllowed(), href: RECIPES })
  }
}
