// The route of the overview.
import { Router } from 'express'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { OVERVIEW, overseers } from '../site-deps.js'
import { sendOverviewPage } from './overview-page.js'

export function overviewRoutes(deps: WebDeps, gate: Gate): Router {
  return Router().get(
    OVERVIEW,
    gate.page(overseers, (_request, response, visit) => sendOverviewPage(deps, response, visit)),
  )
}
