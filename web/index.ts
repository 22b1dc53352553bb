// The browser edge: sign-in pages, callbacks, health, and the codec for Temporal's UI.
import { Router } from 'express'
import { aboutRoutes } from './about-routes.js'
import { accountRoutes } from './account-routes.js'
import { icon, iconPath, script, scriptPath, stylesheet, stylesheetPath } from './assets.js'
import { codecRoutes } from './codec-routes.js'
import { codecSignInRoutes } from './codec-sign-in.js'
import { connectRoutes } from './connect-routes.js'
import { entraRoutes } from './entra-routes.js'
import { errorPage, notFoundPage } from './error-page.js'
import { healthRoutes } from './health-routes.js'
import { oauthCallback } from './oauth-callback.js'
import { rateLimit } from './rate-limit.js'
import { securityHeaders } from './security-headers.js'
import { siteRoutes } from './site/index.js'
import { APPS, AUDIT, CONNECTIONS, INCIDENT, RECIPES, RUNS } from './site/site-deps.js'
import { stillRoutes } from './still-routes.js'
import type { WebDeps } from './web-deps.js'

const PAGES_PER_MINUTE = 60
/** Temporal's UI asks for the payloads of each event that it shows. */
const DECODES_PER_PAGE = 20

/** Operators go from page to page, and some pages bring themselves up to date. */
const LOOKS_PER_PAGE = 5

/** Answers every path but `/api/...`, unknown ones with a page that says so. */
export function createWeb(deps: WebDeps): Router {
  const { log, publicUrl, codec, site, requestsPerMinute: perMinute = PAGES_PER_MINUTE } = deps
  const router = Router()
  // Teams' own endpoint is the bot's, wherever it is mounted.
  router.use((request, _response, next) => {
    if (request.path.startsWith('/api/')) next('router')
    else next()
  })
  router.use(securityHeaders(publicUrl.startsWith('https:')))
  router.use(healthRoutes(deps))
  router.get(stylesheetPath, (_request, response) => {
    response.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').send(stylesheet)
  })
  router.get(scriptPath, (_request, response) => {
    response.type('js').set('Cache-Control', 'public, max-age=31536000, immutable').send(script)
  })
  router.get(iconPath, (_request, response) => {
    response.type('svg').set('Cache-Control', 'public, max-age=86400').send(icon)
  })
  router.use(aboutRoutes())
  router.use(['/connect', '/signed-in', '/account', '/still', '/entra', '/oauth', '/site'], rateLimit({ perMinute, log }))
  router.use([RECIPES, RUNS, CONNECTIONS, AUDIT, APPS, INCIDENT], rateLimit({ perMinute: perMinute * LOOKS_PER_PAGE, log }))
  if (codec?.audience.kind === 'operators') {
    router.use('/codec/sign-in', rateLimit({ perMinute, log }))
    router.use('/codec/decode', rateLimit({ perMinute: perMinute * DECODES_PER_PAGE, log }))
    router.use(codecSignInRoutes(deps))
  }
  if (codec) router.use(codecRoutes(deps, codec))
  router.use(connectRoutes(deps), accountRoutes(deps), stillRoutes(deps), entraRoutes(deps), oauthCallback(deps))
  if (site) router.use(siteRoutes(deps, site))
  router.use(notFoundPage(log), errorPage(log))
  return router
}

export type { CodecDeps } from './codec-routes.js'
export type { WebDeps } from './web-deps.js'
export { createEntraClient } from './entra-client.js'
