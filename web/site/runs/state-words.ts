// The state of a run in words: what it waits for and since when, or how it ended and how long it took.
import type { ListedRun } from '../../../runs/look-for-runs.js'
import { age } from '../../../text/age.js'
import { siteRuns } from '../../../text/site-runs.js'
import { html, type Html } from '../../html.js'

/** What the words need of a run. */
export type Stateful = Pick<ListedRun, 'state' | 'isEnding' | 'waitsSince' | 'signInTo' | 'asked' | 'acceptedAt' | 'endedAt'>

/** @param names of app configurations */
export function stateWords(run: Stateful, names: ReadonlyMap<string, string>, now = new Date()): Html {
  const { state, acceptedAt, endedAt, waitsSince } = run
  const second = endedAt
    ? siteRuns.took({ age: age(endedAt.getTime() - acceptedAt.getTime()) })
    : siteRuns.since({ age: age(now.getTime() - (waitsSince ?? acceptedAt).getTime()) })
  return html`<span class="state state-${state.replaceAll('_', '-')}">${named(run, names)}</span><span class="second">${second}</span>`
}

function named({ state, isEnding, signInTo, asked }: Stateful, names: ReadonlyMap<string, string>): string {
  if (isEnding && (state === 'running' || state === 'accepted')) return siteRuns.ending()
  if (state === 'waiting_sign_in' && signInTo !== null) return siteRuns.signIn({ app: names.get(signInTo) ?? signInTo })
  if (state === 'waiting_person' && asked.length > 0) return siteRuns.answer({ people: asked })
  return siteRuns.states[state]
}
