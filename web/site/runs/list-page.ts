// The list of runs: everybody's for admins and operators, their own for everybody else; it follows along while it is open.
import type { Request, Response } from 'express'
import { lookForRuns, type ListedRun } from '../../../runs/look-for-runs.js'
import type { Page } from '../../../paging.js'
import { minute } from '../../../settings/tables.js'
import { recipeTitle } from '../../../text/recipe-title.js'
import { runName } from '../../../text/run-name.js'
import { siteLists } from '../../../text/site-lists.js'
import { siteRuns } from '../../../text/site-runs.js'
import { html, type Html } from '../../html.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import { configurationNames } from '../app-choices.js'
import { filterForm } from '../filter-form.js'
import { sendSitePage, tableOf } from '../frame.js'
import { liveAddress } from '../live.js'
import { pager, readCursor } from '../pager.js'
import { hasOneOf, overseers, RUNS, type SiteDeps, type Visit } from '../site-deps.js'
import { readRunsWanted, type Asked } from './runs-wanted.js'
import { stateWords } from './state-words.js'

export const RUNS_LIVE = `${RUNS}/live`
export const runPath = (id: string): string => `${RUNS}/${id}`

interface Found extends Asked {
  readonly page: Page<ListedRun>
}

/** What the list shows for this address to this visitor. */
export async function findListed({ db }: WebDeps, site: SiteDeps, asking: { query: URLSearchParams; visit: Visit }): Promise<Found> {
  const asked = await readRunsWanted(db, site, asking)
  return { ...asked, page: await lookForRuns(db, asked.wanted, readCursor(asking.query)) }
}

export async function sendRunsPage(
  deps: WebDeps,
  site: SiteDeps,
  { request, response, visit }: { request: Pick<Request, 'originalUrl'>; response: Response; visit: Visit },
): Promise<void> {
  const query = queryOf(request)
  const [found, names] = [await findListed(deps, site, { query, visit }), await configurationNames(deps.db)]
  const isOwn = !hasOneOf(visit.roles, overseers)
  const title = siteRuns.title({ isOwn })
  const isNarrowed = found.fields.some(({ value }) => value !== '')
  const { run, caller, state, asked } = siteRuns.columns
  const rows = found.page.rows.map((each) => rowOf(each, { names, site, isOwn }))
  const table = tableOf({ label: title, head: [run, ...(isOwn ? [] : [caller]), state, asked], rows })
  const nothing =
    found.unknown === null
      ? isNarrowed
        ? siteRuns.noneFit()
        : siteRuns.none({ isOwn })
      : siteLists.filter.nobody({ typed: found.unknown })
  const live = liveAddress({ path: RUNS_LIVE, query, shown: found.page.rows })
  sendSitePage(response, {
    ...{ title, visit, place: RUNS, isLive: true },
    body: html`${filterForm({ action: RUNS, list: title, fields: found.fields })}
      <div data-live="${live}">
        ${rows.length === 0 ? html`<p class="nothing">${nothing}</p>` : table} ${pager(found.page, { path: RUNS, query })}
      </div>`,
  })
}

function rowOf(
  run: ListedRun,
  { names, site, isOwn }: { names: ReadonlyMap<string, string>; site: SiteDeps; isOwn: boolean },
): readonly Html[] {
  const spec = site.specs.find(({ name }) => name === run.recipe)
  const whose = html`<a class="quiet" href="${RUNS}?person=${encodeURIComponent(run.aadObjectId)}">${run.name}</a>`
  return [
    html`<a href="${runPath(run.id)}">${spec ? recipeTitle(spec) : run.recipe}</a><span class="second">${runName(run.id)}</span>`,
    ...(isOwn ? [] : [whose]),
    stateWords(run, names),
    html`<time datetime="${run.acceptedAt.toISOString()}">${minute(run.acceptedAt)}</time>`,
  ]
}
