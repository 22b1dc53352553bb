// The pages by which admins, authors and operators look after the place.
import { Router } from 'express'
import type { WebDeps } from '../web-deps.js'
import { appRoutes } from './apps/app-routes.js'
import { configurationRoutes } from './apps/configuration-routes.js'
import { auditRoutes } from './audit/audit-routes.js'
import { connectionRoutes } from './connections/connection-routes.js'
import { createGate } from './gate.js'
import { incidentRoutes } from './incident/incident-routes.js'
import { overviewRoutes } from './overview/overview-routes.js'
import { runRoutes } from './runs/run-routes.js'
import { settingsRoutes } from './settings-routes.js'
import { siteSignIn } from './sign-in.js'
import type { SiteDeps } from './site-deps.js'

export function siteRoutes(deps: WebDeps, site: SiteDeps): Router {
  const gate = createGate(deps, site)
  return Router().use(
    siteSignIn(deps, gate),
    overviewRoutes(deps, gate),
    runRoutes(deps, site, gate),
    connectionRoutes(deps, site, gate),
    auditRoutes(deps, gate),
    settingsRoutes(deps, site, gate),
    configurationRoutes(deps, site, gate),
    appRoutes(deps, site, gate),
    incidentRoutes(deps, gate),
  )
}

export type { SiteDeps } from './site-deps.js'
