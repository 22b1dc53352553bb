// Saves a recipe's settings; where they allow less than before and runs are in flight, only once it is said what becomes of those.
import { lockRequestsOfRun } from '../../connections/sign-in-requests.js'
import type { Transaction } from '../../database.js'
import { listInFlight, type RunInFlight } from '../../runs/in-flight.js'
import type { SettledWait } from '../../runs/types.js'
import { afterChange, changeRecipeSettings, type ChangeResult, type SettingsChange } from '../../settings/change-recipe-settings.js'
import { recipeSettings } from '../../settings/recipe-settings.js'
import { tighteningOf } from '../../settings/tightening.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { SiteDeps, Visit } from './site-deps.js'
import { cancelFromPage } from './runs/cancel.js'

export interface Save {
  readonly spec: RecipeSpec
  readonly change: SettingsChange
  /** The one that the editor saw. */
  readonly version: number
  /** What becomes of runs in flight; undefined: nobody has said. */
  readonly inFlight: 'finish' | 'stop' | undefined
  readonly visit: Visit
}

export type Saved =
  | { readonly kind: 'asks'; readonly count: number }
  /** `waits`: of runs that were stopped, to be woken once it is committed. */
  | { readonly kind: 'done'; readonly result: ChangeResult; readonly stopped: number; readonly waits: readonly SettledWait[] }

/** In one transaction: runs are stopped with the change that stops them, or not at all. */
export async function saveSettings(tx: Transaction, { sandbox }: Pick<SiteDeps, 'sandbox'>, save: Save): Promise<Saved> {
  const { spec, change, version, inFlight, visit } = save
  const { caller } = visit.session
  const concerned = inFlight === 'finish' ? [] : await runsConcerned(tx, { sandbox }, save)
  if (inFlight === undefined && concerned.length > 0) return { kind: 'asks', count: concerned.length }
  const result = await changeRecipeSettings(tx, { spec, change, version, by: { kind: 'caller', caller }, sandbox })
  if (result.kind !== 'changed') return { kind: 'done', result, stopped: 0, waits: [] }
  const waits: SettledWait[] = []
  await lockRequestsOfRun(tx, ...concerned.map(({ id }) => id))
  for (const run of concerned) waits.push(...((await cancelFromPage(tx, { run, by: caller, isOwn: false })) ?? []))
  return { kind: 'done', result, stopped: concerned.length, waits }
}

/** None where the change isn't one that would be saved: that is said first. */
async function runsConcerned(
  tx: Transaction,
  { sandbox }: Pick<SiteDeps, 'sandbox'>,
  { spec, change, version }: Pick<Save, 'spec' | 'change' | 'version'>,
): Promise<readonly RunInFlight[]> {
  const before = await recipeSettings(tx, spec, { sandbox })
  if (before.version !== version) return []
  const tightening = tighteningOf(spec, before, afterChange(before, change))
  return tightening ? listInFlight(tx, { recipe: spec.name, ...tightening }) : []
}
