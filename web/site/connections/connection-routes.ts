// The routes of connections: the list, a person's page with its stream, and what ends one or all of theirs.
import { Router, type Request, type Response } from 'express'
import type { Caller } from '../../../caller.js'
import { disconnect } from '../../../connections/disconnect.js'
import { findOwner } from '../../../connections/list-connections.js'
import { endEverythingOf } from '../../../people/end-everything-of.js'
import { siteConnections } from '../../../text/site-connections.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { createLive } from '../live.js'
import { notice, saidIn } from '../notice.js'
import { CONNECTIONS, everybody, hasOneOf, overseers, type SiteDeps, type Visit } from '../site-deps.js'
import { personPath, sendConnectionsPage } from './list-page.js'
import { findHeld, sendPersonPage } from './person-page.js'

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
type IdParams = { readonly id: string }
type Said = keyof typeof siteConnections.said

export function connectionRoutes(deps: WebDeps, site: SiteDeps, gate: Gate): Router {
  const { db } = deps
  const router = Router()
  const follow = createLive(deps, site)

  router.get(
    CONNECTIONS,
    gate.page(everybody, (request, response, visit) =>
      hasOneOf(visit.roles, overseers)
        ? sendConnectionsPage(deps, { request, response, visit })
        : sendPersonPage(deps, response, { owner: visit.session.caller, visit, notice: saidAt(request) }),
    ),
  )
  router.get(
    `${CONNECTIONS}/people/:id`,
    gate.page<IdParams>(everybody, async (request, response, visit) => {
      const owner = ownerFor(request, visit)
      if (owner) await sendPersonPage(deps, response, { owner, visit, notice: saidAt(request) })
      else await hide(request, response, visit)
    }),
  )
  router.get(
    `${CONNECTIONS}/people/:id/live`,
    gate.page<IdParams>(everybody, async (request, response, visit) => {
      const look = async () => {
        const now = await gate.visit(request, everybody)
        const owner = now && ownerFor(request, now)
        return owner && findHeld(db, owner)
      }
      if (ownerFor(request, visit)) await follow(request, response, { look })
      else await hide(request, response, visit)
    }),
  )
  router.post(
    `${CONNECTIONS}/people/:id/disconnect`,
    gate.form<IdParams>(overseers, async (request, response, visit) => {
      const owner = ownerFor(request, visit)
      if (!owner) {
        await hide(request, response, visit)
        return
      }
      await endEverythingOf(db, { caller: owner, why: 'operator', by: visit.session.caller.aadObjectId })
      goTo(response, owner, 'everything')
    }),
  )
  router.post(
    `${CONNECTIONS}/:id/disconnect`,
    gate.form<IdParams>(everybody, async (request, response, visit) => {
      const { id: connectionId } = request.params
      const owner = GUID.test(connectionId) ? await findOwner(db, connectionId) : null
      if (!owner || !mayEnd(owner, visit)) {
        await hide(request, response, visit)
        return
      }
      const by = visit.session.caller.aadObjectId
      const why = owner.aadObjectId === by ? ({ kind: 'asked' } as const) : ({ kind: 'operator', by } as const)
      const { kind } = await db.transaction((tx) => disconnect(tx, { connectionId, caller: owner, why, card: null }))
      goTo(response, owner, kind === 'gone' ? 'gone' : 'disconnected')
    }),
  )
  return router

  /** Oneself, or for admins and operators anybody of their own tenant. */
  function ownerFor({ params: { id } }: Request<IdParams>, visit: Visit): Caller | null {
    const owner = { tenantId: visit.session.caller.tenantId, aadObjectId: id }
    return GUID.test(id) && mayEnd(owner, visit) ? owner : null
  }

  function hide(request: Request<IdParams>, response: Response, visit: Visit): Promise<void> {
    return gate.hide(request, response, visit, { words: siteConnections.notFound(), href: CONNECTIONS })
  }
}

function mayEnd({ tenantId, aadObjectId }: Caller, { session, roles }: Visit): boolean {
  const { caller } = session
  return tenantId === caller.tenantId && (aadObjectId === caller.aadObjectId || hasOneOf(roles, overseers))
}

function goTo(response: Response, { aadObjectId }: Caller, said: Said): void {
  response.redirect(303, `${personPath(aadObjectId)}?said=${said}`)
}

/** What a button came to, as the address says it. */
function saidAt(request: Pick<Request, 'originalUrl'>) {
  const said = saidIn(queryOf(request), siteConnections.said)
  return said && notice(siteConnections.said[said](), said === 'gone' ? 'problem' : 'good')
}
