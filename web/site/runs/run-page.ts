// A run's page: whose it is, where it stands, what happened as whom, and what can be done about it.
import type { Response } from 'express'
import type { ListedRun } from '../../../runs/look-for-runs.js'
import { minute } from '../../../settings/tables.js'
import { runName } from '../../../text/run-name.js'
import { site } from '../../../text/site.js'
import { siteRuns } from '../../../text/site-runs.js'
import { html, type Html } from '../../html.js'
import { appName } from '../app-choices.js'
import { sendSitePage, tableOf } from '../frame.js'
import { liveAddress } from '../live.js'
import { hasOneOf, overseers, RUNS, type SiteDeps, type Visit } from '../site-deps.js'
import { actionsFor } from './actions.js'
import { runPath } from './list-page.js'
import { stateWords } from './state-words.js'
import { storyOf, type Told } from './story.js'
import { teamsLink } from './teams-link.js'

const words = siteRuns.run

export interface RunPage {
  readonly response: Response
  readonly told: Told
  readonly visit: Visit
  readonly isOwn: boolean
  readonly status?: number
  /** What a button came to. */
  readonly notice?: Html | null
  /** What was entered, where the visitor asked for it. */
  readonly inputs?: Html | null
}

/** What is shown of it that may change: by this the page knows that it is out of date. */
export const shownOf = ({ run, waits, effects, called, events, proposals }: Told): unknown => [
  ...[run, waits, effects, called, events, proposals],
]

export function sendRunPage({ temporalUi }: SiteDeps, page: RunPage): void {
  const { response, told, visit, isOwn, status, notice = null, inputs = null } = page
  const { run } = told
  const isOverseer = hasOneOf(visit.roles, overseers)
  const live = liveAddress({ path: `${runPath(run.id)}/live`, query: new URLSearchParams(), shown: shownOf(told) })
  sendSitePage(response, {
    ...(status !== undefined && { status }),
    ...{ title: words.title({ recipe: told.title(run.recipe), name: runName(run.id) }), visit, place: RUNS, isLive: true },
    body: html`<p class="soft"><a href="${RUNS}">${words.back({ isOwn: !isOverseer })}</a></p>
      ${notice}
      <div data-live="${live}">
        ${factsOf(told)} ${linksOf(told, { temporalUi: isOverseer ? temporalUi : null })}
        <h2>${words.story()}</h2>
        ${tableOf({ label: words.story(), head: [words.columns.at, words.columns.what], rows: rowsOf(told) })}
      </div>
      ${inputs} ${actionsFor(told, { visit, isOwn, areInputsShown: inputs !== null })}`,
  })
}

function rowsOf(told: Told): readonly (readonly Html[])[] {
  return storyOf(told).map(({ at, words: sentence, runId }) => [
    html`<time datetime="${at.toISOString()}">${minute(at)}</time>`,
    runId === undefined ? html`${sentence}` : html`<a href="${runPath(runId)}">${sentence}</a>`,
  ])
}

function factsOf(told: Told): Html {
  const { run } = told
  const { settings, profile } = run
  const acts = Object.entries(settings.identities).map(([app, { mode }]) => site.acts[mode]({ app: appName(app) }))
  const facts: readonly (readonly [string, Html])[] = [
    [words.facts.caller, html`${words.caller(profile)}`],
    [words.facts.state, stateOf(told)],
    [words.facts.asked, html`<time datetime="${run.acceptedAt.toISOString()}">${minute(run.acceptedAt)}</time>`],
    [words.facts.where, html`${placeOf(told)}`],
    [words.facts.acts, html`${(acts.length > 0 ? acts : [site.acts.noApp()]).map((line) => html`<span class="line">${line}</span>`)}`],
    ...(settings.calledBy
      ? [[words.facts.calledBy, html`<a href="${runPath(settings.calledBy.run)}">${runName(settings.calledBy.run)}</a>`] as const]
      : []),
    ...(settings.continues
      ? [[words.facts.continues, html`<a href="${runPath(settings.continues.run)}">${runName(settings.continues.run)}</a>`] as const]
      : []),
    [words.facts.id, html`<code>${run.id}</code>`],
  ]
  return html`<dl class="facts card-facts">
    ${facts.map(
      ([term, fact]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${fact}</dd>
        </div>`,
    )}
  </dl>`
}

function stateOf({ run, waits, apps }: Told): Html {
  const open = waits.filter(({ outcome }) => outcome === null)
  const [first] = open
  const stateful: Omit<ListedRun, 'id' | 'recipe' | 'name' | 'aadObjectId'> = {
    ...{ state: run.state, acceptedAt: run.acceptedAt, endedAt: run.endedAt, isEnding: run.cancelAskedAt !== null },
    ...{ waitsSince: first?.since ?? null, signInTo: first?.configurationId ?? null, asked: open.flatMap(({ asked }) => asked) },
  }
  const until = first ? words.waitsUntil({ until: minute(first.until) }) : null
  const told = run.endedAt && (run.postedAt ? words.told({ at: minute(run.postedAt) }) : words.notTold())
  return html`${stateWords(stateful, apps)}${[until, told].map((line) => (line ? html`<span class="second">${line}</span>` : null))}`
}

function placeOf({ run: { conversation, profile } }: Told): string {
  const { kind, name } = conversation
  return kind === 'personal' ? words.inOwnChat(profile) : words[kind]({ name })
}

function linksOf({ run }: Told, { temporalUi }: Pick<SiteDeps, 'temporalUi'>): Html | null {
  const teams = teamsLink(run)
  const temporal =
    temporalUi && run.temporalRunId !== null
      ? `${temporalUi.url}/namespaces/${encodeURIComponent(temporalUi.namespace)}/workflows/${encodeURIComponent(run.id)}/${encodeURIComponent(run.temporalRunId)}/history`
      : null
  if (teams === null && temporal === null) return null
  const link = (href: string, label: string): Html => html`<a class="plain" href="${href}" target="_blank" rel="noopener">${label}</a>`
  return html`<p class="pager">${teams && link(teams, words.inTeams())} ${temporal && link(temporal, words.inTemporal())}</p>`
}
