// One incident: how far it has come, by itself, and the proof that its tokens are ended.
import type { Response } from 'express'
import { sum } from '../../../connections/watch-endings.js'
import type { Progress } from '../../../incidents/look-at-incidents.js'
import { minute } from '../../../settings/tables.js'
import { incidentWords } from '../../../text/site-incident.js'
import { html, type Html } from '../../html.js'
import { sendSitePage, tableOf } from '../frame.js'
import { INCIDENT, type Visit } from '../site-deps.js'

const words = incidentWords.progress
const LOOK_AGAIN_S = 3

/** Looks again by itself until it is done: nothing can be typed here that would be lost by it. */
export function sendProgressPage(response: Response, visit: Visit, progress: Progress): void {
  const { incident, endings, isDone } = progress
  const path = `${INCIDENT}/${incident.id}`
  if (!isDone) response.set('Refresh', String(LOOK_AGAIN_S))
  const { columns, label, nothing } = words
  const rows = endings.map((each) => [each.configurationId, each.confirmed, each.open, each.givenUp].map((cell) => html`${cell}`))
  const head = [columns.configuration, columns.confirmed, columns.open, columns.givenUp]
  sendSitePage(response, {
    title: incidentWords.what({ configuration: incident.configurationId }),
    visit,
    place: INCIDENT,
    body: html`<p class="soft">
        <a href="${INCIDENT}">${words.back()}</a> · ${words.began({ at: minute(incident.startedAt), connections: incident.connections })}
      </p>
      <p class="notice ${isDone ? 'good' : ''}" role="status">${howFar(progress)}</p>
      ${rows.length === 0 ? html`<p>${nothing()}</p>` : tableOf({ label: label(), head, rows })} ${after(progress, path)}`,
  })
}

function howFar({ incident, endings, isDone }: Progress): string {
  const { open, givenUp } = sum(endings)
  if (isDone) return givenUp > 0 ? words.doneWithout({ givenUp }) : words.done()
  return incident.cutAt === null || open === 0 ? words.deleting() : words.confirming({ open })
}

function after({ incident, isDone }: Progress, path: string): Html {
  if (incident.endedAt) return html`<p>${words.closed({ at: minute(incident.endedAt) })}</p>`
  if (!isDone) return html`<p><a href="${path}">${words.again()}</a></p>`
  return html`<form class="after" method="post" action="${path}/close">
    <p>${incident.configurationId === null ? words.next() : null} ${words.closeHint()}</p>
    <button class="button" type="submit">${words.close()}</button>
  </form>`
}
