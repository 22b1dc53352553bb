// Finds the run that an address names before a route goes on; who may not see it reads that there is none.
import type { Request, Response } from 'express'
import { siteRuns } from '../../../text/site-runs.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { RUNS, type SiteDeps, type Visit } from '../site-deps.js'
import { findRunPage, isOwnRun } from './find-run-page.js'
import type { Told } from './story.js'

export type RunParams = { readonly id: string }

export interface OnRun {
  readonly request: Request<RunParams>
  readonly response: Response
  readonly visit: Visit
  readonly told: Told
  readonly isOwn: boolean
}

export type WithRun = (
  handle: (on: OnRun) => Promise<void> | void,
) => (request: Request<RunParams>, response: Response, visit: Visit) => Promise<void>

export function createWithRun({ db }: WebDeps, site: SiteDeps, gate: Gate): WithRun {
  return (handle) => async (request, response, visit) => {
    const told = await findRunPage(db, site, { id: request.params.id, visit })
    if (told) await handle({ request, response, visit, told, isOwn: isOwnRun(told, visit) })
    else await gate.hide(request, response, visit, { words: siteRuns.notFound(), href: RUNS })
  }
}
