// What the list of runs was asked for, by its address: whose, which recipe, state and app, and when.
import type { Transaction } from '../../../database.js'
import { apps } from '../../../apps/index.js'
import { findCallers } from '../../../runs/find-callers.js'
import type { RunsWanted } from '../../../runs/look-for-runs.js'
import type { RunState } from '../../../runs/types.js'
import { shellName } from '../../../settings/find-spec.js'
import { recipeTitle } from '../../../text/recipe-title.js'
import { siteLists } from '../../../text/site-lists.js'
import { siteRuns } from '../../../text/site-runs.js'
import { chosen, dayAfter, dayOf, dayValue, wordsOf, type FilterField } from '../filter-form.js'
import { hasOneOf, overseers, type SiteDeps, type Visit } from '../site-deps.js'

const states = Object.keys(siteRuns.states) as (RunState | 'open')[]
const appIds = Object.keys(apps) as (keyof typeof apps)[]

export interface Asked {
  readonly wanted: RunsWanted
  readonly fields: readonly FilterField[]
  /** What was typed for a person that nobody is known by; null: somebody is. */
  readonly unknown: string | null
}

/** Whoever isn't to see others' runs gets their own, whatever the address says. */
export async function readRunsWanted(
  tx: Transaction,
  { specs }: Pick<SiteDeps, 'specs'>,
  { query, visit }: { query: URLSearchParams; visit: Visit },
): Promise<Asked> {
  const { tenantId, aadObjectId } = visit.session.caller
  const isOwn = !hasOneOf(visit.roles, overseers)
  const [recipe, state, app] = [chosen(query, 'recipe', specs.map(shellName)), chosen(query, 'state', states), chosen(query, 'app', appIds)]
  const [since, until, typed] = [dayOf(query, 'from'), dayOf(query, 'to'), isOwn ? '' : wordsOf(query, 'person')]
  const ids = isOwn ? [aadObjectId] : typed === '' ? null : await findCallers(tx, { tenantId, typed })
  const { filter } = siteRuns
  const recipes = specs.map((spec) => ({ value: shellName(spec), title: recipeTitle(spec) }))
  return {
    wanted: {
      ...{ recipe: specs.find((spec) => shellName(spec) === recipe)?.name ?? null, state, app },
      ...{ since, until: dayAfter(until), callers: ids && { tenantId, ids } },
    },
    fields: [
      ...(isOwn
        ? []
        : [
            { kind: 'words', name: 'person', label: siteLists.filter.person(), value: typed, hint: siteLists.filter.personHint() } as const,
          ]),
      {
        ...{ kind: 'choice', name: 'state', label: filter.state, value: state ?? '' },
        choices: states.map((value) => ({ value, title: siteRuns.states[value] })),
      },
      { kind: 'choice', name: 'recipe', label: filter.recipe, value: recipe ?? '', choices: recipes },
      {
        ...{ kind: 'choice', name: 'app', label: filter.app, value: app ?? '' },
        choices: appIds.map((value) => ({ value, title: apps[value].name })),
      },
      { kind: 'day', name: 'from', label: siteLists.filter.from(), value: dayValue(since) },
      { kind: 'day', name: 'to', label: siteLists.filter.to(), value: dayValue(until) },
    ],
    unknown: ids?.length === 0 ? typed : null,
  }
}
