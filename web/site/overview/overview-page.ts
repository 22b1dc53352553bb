// The overview: what runs, what waits and for how long, how sign-ins go, how the apps are, and what is still owed.
import type { Response } from 'express'
import { countEvents, type CountedEvent } from '../../../audit/count-events.js'
import type { AuditEvent } from '../../../audit/catalogue.js'
import { COUNTED_TO, countByState, countRevocationsPending } from '../../../connections/count-by-state.js'
import { measureOwedByConnections } from '../../../connections/measure-owed.js'
import { listSharedConnections } from '../../../connections/shared-connection.js'
import { measureRuns, type MeasuredRuns } from '../../../runs/measure-runs.js'
import { runsByHour } from '../../../runs/runs-by-hour.js'
import { pausedSince } from '../../../settings/deployment.js'
import { minute } from '../../../settings/tables.js'
import { age } from '../../../text/age.js'
import { siteOverview as words } from '../../../text/site-overview.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { configurationNames } from '../app-choices.js'
import { sharedInShort } from '../apps/apps-page.js'
import { sendSitePage, tableOf } from '../frame.js'
import { appPath, OVERVIEW, type Visit } from '../site-deps.js'
import { runsChart } from './chart.js'

const failed: readonly AuditEvent[] = ['sign_in.failed', 'sign_in.wrong_org', 'sign_in.wrong_person']
const signInEvents: readonly AuditEvent[] = ['sign_in.started', 'sign_in.connected', 'sign_in.declined', ...failed]
const troubles: readonly AuditEvent[] = ['connection.refresh_failed', 'revocation.failed']
/** Seconds from which something owed is worth a line: the sweep takes one. */
const LATE_S = 60

export async function sendOverviewPage({ db }: Pick<WebDeps, 'db'>, response: Response, visit: Visit): Promise<void> {
  const [since, hours, measured, owed, pending, events, names, counts, shared] = await Promise.all([
    pausedSince(db),
    runsByHour(db),
    measureRuns(db),
    measureOwedByConnections(db),
    countRevocationsPending(db),
    countEvents(db, [...signInEvents, ...troubles]),
    configurationNames(db),
    countByState(db),
    listSharedConnections(db, visit.session.caller.tenantId),
  ])
  const health = [...names].map(([id, name]) => [
    html`<a href="${appPath(id)}">${name}</a>`,
    html`${sharedInShort(shared.find(({ configurationId }) => configurationId === id))}`,
    html`${peopleOf(counts.find(({ configurationId }) => configurationId === id))}`,
    html`${words.health.troubles({ refreshes: total(events, ['connection.refresh_failed'], id), revocations: total(events, ['revocation.failed'], id) })}`,
  ])
  sendSitePage(response, {
    title: words.title(),
    visit,
    place: OVERVIEW,
    body: html`${since ? html`<p class="notice problem">${words.paused({ since: minute(since) })}</p>` : null}
      <h2>${words.runs.title()}</h2>
      ${runsChart(hours)}
      <h2>${words.waits.title()}</h2>
      ${waitsTable(measured.waits.byAge)}
      <h2>${words.signIns.title()}</h2>
      ${signInsTable(events, names)}
      <h2>${words.health.title()}</h2>
      ${
        health.length === 0
          ? html`<p>${words.health.none()}</p>`
          : tableOf({ label: words.health.title(), head: Object.values(words.health.columns), rows: health })
      }
      <h2>${words.owed.title()}</h2>
      ${owedLines({ ...measured.owed, card: owed.card }, { pending, unknown: measured.effectsUnknown })}`,
  })
}

function waitsTable(byAge: MeasuredRuns['waits']['byAge']): Html {
  const { title, none, ages, columns } = words.waits
  const rows = (['1h', '1d', '3d', 'more'] as const)
    .filter((each) => byAge[each] > 0)
    .map((each) => [html`${ages[each]}`, html`${byAge[each]}`])
  return rows.length === 0 ? html`<p>${none()}</p>` : tableOf({ label: title(), head: Object.values(columns), rows })
}

function signInsTable(events: readonly CountedEvent[], names: ReadonlyMap<string, string>): Html {
  const { title, none, columns } = words.signIns
  const rows = [...names]
    .map(([id, name]) => ({
      name,
      counts: [['sign_in.started'], ['sign_in.connected'], ['sign_in.declined'], failed].map((which) =>
        total(events, which as AuditEvent[], id),
      ),
    }))
    .filter(({ counts }) => counts.some((count) => count > 0))
    .map(({ name, counts }) => [html`${name}`, ...counts.map((count) => html`${count}`)])
  return rows.length === 0 ? html`<p>${none()}</p>` : tableOf({ label: title(), head: Object.values(columns), rows })
}

function owedLines(
  late: Readonly<Record<keyof typeof words.owed.what, number>>,
  { pending, unknown }: { pending: number; unknown: number },
): Html {
  const { what, nothing, revocations, effects } = words.owed
  const lines = [
    ...(Object.keys(what) as (keyof typeof what)[])
      .filter((each) => late[each] > LATE_S)
      .map((each) => words.owed.late({ what: what[each], age: age(late[each] * 1_000) })),
    ...(pending > 0 ? [revocations({ count: capped(pending) })] : []),
    ...(unknown > 0 ? [effects({ count: unknown })] : []),
  ]
  if (lines.length === 0) return html`<p>${nothing()}</p>`
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`
}

function peopleOf(counts: { readonly all: number; readonly needsSignIn: number } | undefined): string {
  const { all, needsSignIn } = counts ?? { all: 0, needsSignIn: 0 }
  return words.health.people({ all: capped(all), needsSignIn: needsSignIn === 0 ? null : capped(needsSignIn) })
}

/** `more than 1,000` where it was counted no further. */
function capped(count: number): string {
  return count > COUNTED_TO ? words.moreThan({ count: COUNTED_TO }) : String(count)
}

function total(events: readonly CountedEvent[], which: readonly AuditEvent[], id: string): number {
  return events
    .filter(({ event, configurationId }) => which.includes(event) && configurationId === id)
    .reduce((sum, { count }) => sum + count, 0)
}
