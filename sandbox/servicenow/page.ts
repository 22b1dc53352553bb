// The pages on which a person sees what is in the stand-in for ServiceNow, and who did it.
import { escapeHtml, htmlPage } from '../html.js'
import { serviceNowUsers } from './accounts.js'
import type { Records } from './records.js'
import { tables, type Row } from './schema.js'

const ACCENT = '#2f7d4f'
const BADGE = '<span class="badge">Stand-in for ServiceNow: not the real thing</span>'

/** @param tokens HTML: who is there, and which tokens live */
export function overviewPage(records: Records, tokens: string): string {
  const incidents = records
    .rows('incident')
    .toReversed()
    .map((row) => [
      `<a href="/incident.do?sys_id=${row.sys_id ?? ''}">${row.number ?? ''}</a>`,
      ...[row.short_description, shown(row, 'incident', 'state'), nameOf(row.caller_id), row.sys_created_by, row.sys_updated_by].map(cell),
    ])
  const items = records
    .rows('sc_req_item')
    .toReversed()
    .map((row) => [
      ...[row.number, records.find(row.request ?? '')?.number, row.short_description, nameOf(row.requested_for), row.stage].map(cell),
    ])
  const approvals = records
    .rows('sysapproval_approver')
    .toReversed()
    .map((row) => [
      ...[records.find(row.sysapproval ?? '')?.number, nameOf(row.approver), shown(row, 'sysapproval_approver', 'state')].map(cell),
      cell(row.sys_updated_by),
    ])
  const body = [
    `${BADGE}<h1>Incidents</h1>`,
    table(['Number', 'Short description', 'State', 'Caller', 'Created by', 'Last changed by'], incidents),
    section('Requested items', ['Item', 'Request', 'What', 'For', 'Stage'], items),
    section('Approvals', ['For', 'Approver', 'State', 'Last changed by'], approvals),
    tokens,
  ]
  return htmlPage({ title: 'ServiceNow (stand-in)', accent: ACCENT, wide: true, body: body.join('\n') })
}

/** One incident: where links lead. Null where there is none of that sys_id. */
export function incidentPage(records: Records, id: string | null): string | null {
  const found = records.rows('incident').find(({ sys_id }) => sys_id === id)
  if (!found) return null
  const facts = ['number', 'state', 'priority', 'category', 'description', 'close_code', 'close_notes', 'correlation_id']
  const rows = [
    ...facts.map((field) => [tables.incident?.[field]?.label, shown(found, 'incident', field)]),
    ...[
      ['Caller', nameOf(found.caller_id)],
      ['Assigned to', nameOf(found.assigned_to)],
    ],
    ['Created by', `${found.sys_created_by ?? ''}, ${found.sys_created_on ?? ''}`],
    ['Last changed by', `${found.sys_updated_by ?? ''}, ${found.sys_updated_on ?? ''}`],
  ].map(([label, value]) => `<tr><th scope="row">${cell(label)}</th><td style="white-space:pre-wrap">${cell(value)}</td></tr>`)
  const notes = records.journal.filter(({ element_id }) => element_id === id).toReversed()
  const files = records.rows('sys_attachment').filter(({ table_sys_id }) => table_sys_id === id)
  const body = [
    `${BADGE}<h1>${cell(found.short_description)}</h1><div class="scroll"><table>${rows.join('')}</table></div>`,
    section(
      'Journal',
      ['Field', 'When', 'Who', 'Text'],
      notes.map((one) => [cell(tables.incident?.[one.element]?.label), cell(one.sys_created_on), cell(one.by), cell(one.value)]),
    ),
    section(
      'Attachments',
      ['File', 'Type', 'Bytes', 'Added by'],
      files.map((one) => [one.file_name, one.content_type, one.size_bytes, one.sys_created_by].map(cell)),
    ),
    '<p><a href="/">All incidents</a></p>',
  ]
  return htmlPage({ title: `${found.number ?? ''}, ServiceNow (stand-in)`, accent: ACCENT, wide: true, body: body.join('\n') })
}

const cell = (value: string | undefined): string => escapeHtml(value ?? '')
const nameOf = (id: string | undefined): string => serviceNowUsers.find(({ sys_id }) => sys_id === id)?.name ?? id ?? ''
const shown = (row: Row, of: string, field: string): string => tables[of]?.[field]?.choices?.[row[field] ?? ''] ?? row[field] ?? ''

function section(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `<h2>${title}</h2>\n${table(heads, rows)}`
}

/** @param rows cells of HTML */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((one) => `<th>${one}</th>`).join('')
  const lines = rows.map((cells) => `<tr>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`)
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>`
}
