// Everybody's personal connections, for admins and operators: by person, app, state and last use.
import type { Request, Response } from 'express'
import { lookForConnections, type ListedConnection } from '../../../connections/look-for-connections.js'
import type { Transaction } from '../../../database.js'
import { siteConnections } from '../../../text/site-connections.js'
import { siteLists } from '../../../text/site-lists.js'
import { html, type Html } from '../../html.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import { configurationNames } from '../app-choices.js'
import { filterForm } from '../filter-form.js'
import { sendSitePage, tableOf } from '../frame.js'
import { pager, readCursor } from '../pager.js'
import { namesOfPeople } from '../people-names.js'
import { CONNECTIONS, type Visit } from '../site-deps.js'
import { accountCell, stateCell, usedCell } from './cells.js'
import { readConnectionsWanted } from './connections-wanted.js'

export const personPath = (aadObjectId: string): string => `${CONNECTIONS}/people/${aadObjectId}`

export async function sendConnectionsPage(
  { db }: WebDeps,
  { request, response, visit }: { request: Pick<Request, 'originalUrl'>; response: Response; visit: Visit },
): Promise<void> {
  const query = queryOf(request)
  const { tenantId } = visit.session.caller
  const names = await configurationNames(db)
  const { wanted, fields, unknown } = await readConnectionsWanted(db, { query, tenantId, names })
  const page = await lookForConnections(db, wanted, readCursor(query, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/))
  const title = siteConnections.title({ isOwn: false })
  const isNarrowed = fields.some(({ value }) => value !== '')
  const nothing =
    unknown === null ? (isNarrowed ? siteConnections.noneFit() : siteConnections.none()) : siteLists.filter.nobody({ typed: unknown })
  sendSitePage(response, {
    ...{ title, visit, place: CONNECTIONS },
    body: html`${filterForm({ action: CONNECTIONS, list: title, fields })}
    ${page.rows.length === 0 ? html`<p class="nothing">${nothing}</p>` : await tableFor(db, { rows: page.rows, names, tenantId, title })}
    ${pager(page, { path: CONNECTIONS, query })}`,
  })
}

async function tableFor(
  tx: Transaction,
  {
    rows,
    names,
    tenantId,
    title,
  }: { rows: readonly ListedConnection[]; names: ReadonlyMap<string, string>; tenantId: string; title: string },
): Promise<Html> {
  const people = await namesOfPeople(tx, { tenantId, ids: rows.map(({ aadObjectId }) => aadObjectId) })
  const { account, person, app, state, used } = siteConnections.columns
  return tableOf({
    label: title,
    head: [person, app, account, state, used],
    rows: rows.map((each) => [
      html`<a href="${personPath(each.aadObjectId)}">${people.get(each.aadObjectId) ?? each.aadObjectId}</a>`,
      html`${names.get(each.configurationId) ?? each.configurationId}`,
      accountCell(each),
      stateCell({ ...each, since: each.connectedAt }),
      usedCell(each.lastUsedAt),
    ]),
  })
}
