// The pages on which a person sees what is in the stand-in for ServiceNow.
import { escapeHtml, htmlPage } from '../html.js'
import { serviceNowUsers } from './accounts.js'
import { choices, incidents, type Incident } from './incidents.js'

const ACCENT = '#2f7d4f'
const BADGE = '<span class="badge">Stand-in for ServiceNow: not the real thing</span>'

/** @param tokens HTML: who is there, and which tokens live */
export function overviewPage(tokens: string): string {
  const rows = incidents.map(
    (one) =>
      `<tr><td><a href="/incident.do?sys_id=${one.sys_id}">${one.number}</a></td><td>${escapeHtml(one.short_description)}</td><td>${stateOf(one)}</td><td>${escapeHtml(callerOf(one))}</td></tr>`,
  )
  const table = `<div class="scroll"><table><thead><tr><th>Number</th><th>Short description</th><th>State</th><th>Caller</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
  return htmlPage({ title: 'ServiceNow (stand-in)', accent: ACCENT, wide: true, body: `${BADGE}<h1>Incidents</h1>\n${table}\n${tokens}` })
}

/** One incident: where links lead. Null where there is none of that sys_id. */
export function incidentPage(id: string | null): string | null {
  const found = incidents.find(({ sys_id }) => sys_id === id)
  if (!found) return null
  const facts = [
    ['Number', found.number],
    ['State', stateOf(found)],
    ['Priority', choices.priority?.[found.priority] ?? found.priority],
    ['Caller', callerOf(found)],
    ['Updated', found.sys_updated_on],
  ] as const
  const rows = facts.map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escapeHtml(value)}</td></tr>`)
  const body = `${BADGE}<h1>${escapeHtml(found.short_description)}</h1><div class="scroll"><table>${rows.join('')}</table></div><p><a href="/">All incidents</a></p>`
  return htmlPage({ title: `${found.number}, ServiceNow (stand-in)`, accent: ACCENT, wide: true, body })
}

function stateOf({ state }: Incident): string {
  return choices.state?.[state] ?? state
}

function callerOf({ caller_id }: Incident): string {
  return serviceNowUsers.find(({ sys_id }) => sys_id === caller_id)?.name ?? caller_id
}
