// The audit as a page: who did what, when, for which run; newest first.
import type { Request, Response } from 'express'
import { auditEvents } from '../../../audit/catalogue.js'
import { lookForEntries, type AuditEntryTold } from '../../../audit/look-for-entries.js'
import { runName } from '../../../text/run-name.js'
import { siteAudit } from '../../../text/site-audit.js'
import { siteLists } from '../../../text/site-lists.js'
import { html, type Html } from '../../html.js'
import { queryOf } from '../../query-of.js'
import type { WebDeps } from '../../web-deps.js'
import { configurationNames } from '../app-choices.js'
import { momentCell } from '../connections/cells.js'
import { filterForm } from '../filter-form.js'
import { sendSitePage, tableOf } from '../frame.js'
import { pager, readCursor } from '../pager.js'
import { namesOfPeople } from '../people-names.js'
import { runPath } from '../runs/list-page.js'
import { AUDIT, type Visit } from '../site-deps.js'
import { readEntriesWanted } from './entries-wanted.js'

export const exportPath = (format: 'csv' | 'jsonl'): string => `${AUDIT}/export.${format}`

export async function sendAuditPage(
  { db }: WebDeps,
  { request, response, visit }: { request: Pick<Request, 'originalUrl'>; response: Response; visit: Visit },
): Promise<void> {
  const query = queryOf(request)
  const { tenantId } = visit.session.caller
  const { wanted, fields, unknown } = await readEntriesWanted(db, { query, tenantId })
  const page = await lookForEntries(db, wanted, readCursor(query, /^\d{1,18}$/))
  const named = { people: await namesOfPeople(db, { tenantId, ids: page.rows.flatMap(peopleIn) }), apps: await configurationNames(db) }
  const { at, event, who, about, detail } = siteAudit.columns
  const isNarrowed = fields.some(({ value }) => value !== '')
  const nothing = unknown === null ? (isNarrowed ? siteAudit.noneFit() : siteAudit.none()) : siteLists.filter.nobody({ typed: unknown })
  const rows = page.rows.map((entry) => rowOf(entry, named))
  sendSitePage(response, {
    ...{ title: siteAudit.title(), visit, place: AUDIT },
    body: html`${filterForm({ action: AUDIT, list: siteAudit.title(), fields })} ${exportLinks(query)}
    ${rows.length === 0 ? html`<p class="nothing">${nothing}</p>` : tableOf({ label: siteAudit.title(), head: [at, event, who, about, detail], rows })}
    ${pager(page, { path: AUDIT, query })}`,
  })
}

/** The same as the page was asked for, whatever page of it. */
function exportLinks(query: URLSearchParams): Html {
  const all = new URLSearchParams(query)
  all.delete('after')
  const link = (format: 'csv' | 'jsonl'): Html =>
    html`<a class="plain" href="${exportPath(format)}${all.size === 0 ? '' : `?${all.toString()}`}" download
      >${siteAudit.export[format]()}</a
    >`
  return html`<p class="pager soft"><span>${siteAudit.export.lead()}</span> ${link('csv')} ${link('jsonl')}</p>`
}

interface Named {
  readonly people: ReadonlyMap<string, string>
  readonly apps: ReadonlyMap<string, string>
}

function rowOf({ at, event, aadObjectId, runId, configurationId, detail }: AuditEntryTold, { people, apps }: Named): readonly Html[] {
  const when = event in auditEvents ? auditEvents[event as keyof typeof auditEvents].when : ''
  const app = configurationId === null ? [] : [apps.get(configurationId) ?? configurationId]
  const more = [...app, ...Object.entries(detail).map(([name, value]) => siteAudit.field({ name, value: told(value, people) }))]
  return [
    momentCell(at),
    html`<code>${event}</code><span class="second">${when}</span>`,
    whoCell({ aadObjectId, detail }, people),
    html`${runId === null ? null : html`<a href="${runPath(runId)}">${runName(runId)}</a>`}`,
    html`${more.map((line) => html`<span class="line">${line}</span>`)}`,
  ]
}

function whoCell({ aadObjectId, detail }: Pick<AuditEntryTold, 'aadObjectId' | 'detail'>, people: ReadonlyMap<string, string>): Html {
  const { by } = detail
  if (aadObjectId !== null)
    return html`<a class="quiet" href="${AUDIT}?person=${aadObjectId}">${people.get(aadObjectId) ?? aadObjectId}</a>`
  if (typeof by !== 'string') return html`${siteAudit.program()}`
  return html`${by.startsWith('shell:') ? siteAudit.shell({ user: by.slice('shell:'.length) }) : (people.get(by) ?? by)}`
}

/** Object ids as names, where they are known. */
function told(value: unknown, people: ReadonlyMap<string, string>): string {
  return typeof value === 'string' ? (people.get(value) ?? value) : JSON.stringify(value)
}

function peopleIn({ aadObjectId, detail }: AuditEntryTold): readonly string[] {
  return [aadObjectId, detail.by].filter((id) => typeof id === 'string')
}
