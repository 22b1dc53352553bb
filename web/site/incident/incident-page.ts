// The incident page: what is paused, the three acts with what each would hit, what is under way, and what was.
import type { Response } from 'express'
import { lookAtIncidents, type Look } from '../../../incidents/look-at-incidents.js'
import { minute } from '../../../settings/tables.js'
import { incidentWords as words } from '../../../text/site-incident.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { sendSitePage, tableOf } from '../frame.js'
import { INCIDENT, type Visit } from '../site-deps.js'

/** What has to be typed before every token is ended; for one app it is the configuration's id. */
export const REVOKE_WORD = 'revoke everything'

export interface IncidentOutcome {
  readonly status?: number
  readonly notice?: Html
  /** Beside the field of the act that was refused. */
  readonly wrong?: { readonly act: 'disconnect' | 'revoke'; readonly words: string; readonly configuration?: string | undefined }
}

export async function sendIncidentPage(
  { db }: Pick<WebDeps, 'db'>,
  { response, visit, outcome = {} }: { response: Response; visit: Visit; outcome?: IncidentOutcome | undefined },
): Promise<void> {
  const look = await lookAtIncidents(db)
  sendSitePage(response, {
    ...(outcome.status !== undefined && { status: outcome.status }),
    title: words.title(),
    visit,
    place: INCIDENT,
    body: html`<p class="soft">${words.lead()}</p>
      ${outcome.notice ?? null} ${state(look)} ${underWay(look)} ${pauseForm(look)} ${disconnectForm(look, outcome.wrong)}
      ${revokeForm(outcome.wrong)} ${earlier(look)}`,
  })
}

function state({ pausedSince, restoredSince }: Look): Html {
  if (restoredSince) return html`<p class="notice problem">${words.restored({ since: minute(restoredSince) })}</p>`
  if (pausedSince) return html`<p class="notice problem">${words.paused({ since: minute(pausedSince) })}</p>`
  return html`<p class="notice">${words.running()}</p>`
}

function underWay({ open }: Look): Html | null {
  if (open.length === 0) return null
  const lines = open.map(({ id, configurationId, startedAt }) => {
    const line = words.open.line({ what: words.what({ configuration: configurationId }), since: minute(startedAt) })
    return html`<li><a href="${INCIDENT}/${id}">${line}</a></li>`
  })
  return html`<h2>${words.open.title()}</h2>
    <ul>
      ${lines}
    </ul>`
}

function pauseForm({ pausedSince, restoredSince, runs }: Look): Html | null {
  if (restoredSince) return null
  const [act, label, hint] = pausedSince
    ? (['resume', words.pause.resume(), words.pause.resumeHint()] as const)
    : (['pause', words.pause.button(), words.pause.hint(runs)] as const)
  return html`<h2>${words.pause.title()}</h2>
    <form class="settings act" method="post" action="${INCIDENT}/${act}">
      <p>${hint}</p>
      <button class="button" type="submit">${label}</button>
    </form>`
}

function disconnectForm({ configurations }: Look, wrong: IncidentOutcome['wrong']): Html {
  const { title, hint, columns, choose, word, button, none } = words.disconnect
  if (configurations.length === 0)
    return html`<h2>${title()}</h2>
      <p>${none()}</p>`
  const table = tableOf({
    label: title(),
    head: [columns.configuration, columns.personal, columns.shared, columns.runs],
    rows: configurations.map(({ configurationId, label, personal, shared, openRuns }) => [
      html`${label}<span class="second">${configurationId}</span>`,
      ...[personal, shared, openRuns].map((count) => html`${count}`),
    ]),
  })
  const problem = wrong?.act === 'disconnect' ? wrong : undefined
  const options = configurations.map(
    ({ configurationId: id, label }) =>
      html`<option value="${id}" ${id === problem?.configuration ? html`selected` : null}>${label} (${id})</option>`,
  )
  return html`<h2>${title()}</h2>
    ${table}
    <form class="settings act" method="post" action="${INCIDENT}/disconnect">
      <p>${hint()}</p>
      <div class="field">
        <label for="configuration">${choose()}</label>
        <select id="configuration" name="configuration">
          ${options}
        </select>
      </div>
      ${wordField({ id: 'configuration-word', label: word(), problem: problem?.words })}
      <button class="button danger" type="submit">${button()}</button>
    </form>`
}

function revokeForm(wrong: IncidentOutcome['wrong']): Html {
  const { title, hint, word, button } = words.revoke
  const problem = wrong?.act === 'revoke' ? wrong.words : undefined
  return html`<h2>${title()}</h2>
    <form class="settings act" method="post" action="${INCIDENT}/revoke">
      <p>${hint()}</p>
      ${wordField({ id: 'revoke-word', label: word({ word: REVOKE_WORD }), problem })}
      <button class="button danger" type="submit">${button()}</button>
    </form>`
}

function wordField({ id, label, problem }: { id: string; label: string; problem: string | undefined }): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="word"
      autocomplete="off"
      spellcheck="false"
      ${problem === undefined ? null : html`aria-invalid="true" aria-describedby="${id}-problem"`}
    />
    ${problem === undefined ? null : html`<p class="wrong" id="${id}-problem" role="alert">${problem}</p>`}
  </div>`
}

function earlier({ ended }: Look): Html {
  const { title, none, columns } = words.ended
  const rows = ended.map(({ id, configurationId, startedAt, endedAt, connections }) => [
    html`<a href="${INCIDENT}/${id}">${words.what({ configuration: configurationId })}</a>`,
    ...[startedAt, endedAt].map((at) => html`<time datetime="${at.toISOString()}">${minute(at)}</time>`),
    html`${connections}`,
  ])
  const head = [columns.what, columns.began, columns.ended, columns.connections]
  return html`<h2>${title()}</h2>
    ${rows.length === 0 ? html`<p>${none()}</p>` : tableOf({ label: title(), head, rows })}`
}
