// The routes of runs that are looked at: the list, a run's page, and the streams that keep both up to date.
import { Router } from 'express'
import { siteRuns } from '../../../text/site-runs.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { createLive } from '../live.js'
import { notice, saidIn } from '../notice.js'
import { everybody, RUNS, type SiteDeps } from '../site-deps.js'
import { findRunPage } from './find-run-page.js'
import { findListed, RUNS_LIVE, sendRunsPage } from './list-page.js'
import { runButtons } from './run-buttons.js'
import { sendRunPage, shownOf } from './run-page.js'
import { createWithRun, type RunParams } from './with-run.js'

export function runRoutes(deps: WebDeps, site: SiteDeps, gate: Gate): Router {
  const router = Router()
  const follow = createLive(deps, site)
  const withRun = createWithRun(deps, site, gate)

  router.get(
    RUNS,
    gate.page(everybody, (request, response, visit) => sendRunsPage(deps, site, { request, response, visit })),
  )
  router.get(
    RUNS_LIVE,
    gate.page(everybody, (request, response) => {
      const look = async () => {
        const visit = await gate.visit(request, everybody)
        return visit && (await findListed(deps, site, { query: queryOf(request), visit })).page.rows
      }
      return follow(request, response, { look })
    }),
  )
  router.get(
    `${RUNS}/:id`,
    gate.page<RunParams>(
      everybody,
      withRun(({ request, ...on }) => {
        sendRunPage(site, { ...on, notice: saidAt(queryOf(request)) })
      }),
    ),
  )
  router.get(
    `${RUNS}/:id/live`,
    gate.page<RunParams>(
      everybody,
      withRun(({ request, response, told: { run } }) => {
        const look = async () => {
          const visit = await gate.visit(request, everybody)
          const told = visit && (await findRunPage(deps.db, site, { id: run.id, visit }))
          return told && shownOf(told)
        }
        return follow(request, response, { look })
      }),
    ),
  )
  return router.use(runButtons(deps, site, { gate, withRun }))
}

const good: readonly (keyof typeof siteRuns.said)[] = ['cancelled', 'extended', 'resent', 'proposed', 'stuck']

/** What a button came to, as the address says it. */
function saidAt(query: URLSearchParams) {
  const said = saidIn(query, siteRuns.said)
  return said && notice(siteRuns.said[said](), good.includes(said) ? 'good' : 'problem')
}
