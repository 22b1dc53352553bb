// Whose right a step uses: the run's caller's, or that of somebody who answered a question of this run.
import type { AppId } from '../apps/index.js'
import type { Caller, CallerProfile } from '../caller.js'
import { findAnswerer } from '../runs/answerer.js'
import type { AppIdentity, Run } from '../runs/types.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { ending } from './to-failure.js'

export interface Actor {
  readonly caller: Caller
  readonly profile: CallerProfile
  /** The wait of the question that they answered; null: the run's caller. */
  readonly signer: string | null
}

/** @param as the question's wait, as the workflow names it; the rows say who answered it. @throws RecipeError where nobody of this run did */
export async function findActor({ db }: Pick<ActivityDeps, 'db'>, run: Run, as: string | undefined): Promise<Actor> {
  if (as === undefined) return { caller: run.caller, profile: run.profile, signer: null }
  const answerer = await findAnswerer(db, { runId: run.id, ask: as })
  if (!answerer) throw ending('RecipeError', 'Nobody has answered such a question of this run, so nothing is done as them.')
  return { caller: answerer.caller, profile: { ...answerer.profile, locale: run.profile.locale }, signer: as }
}

/** Whoever signs acts through their own connection, whatever the caller's identity is. @throws RecipeError for an app that is pinned to the shared one */
export function identityOf(run: Run, appId: AppId, { signer }: Actor): AppIdentity | undefined {
  const identity = run.settings.identities[appId]
  if (signer === null || !identity) return identity
  const isShared = recipeSpecs.find(({ name }) => name === run.recipe)?.apps[appId] === 'shared'
  if (isShared) throw ending('RecipeError', 'This recipe uses the shared connection there, and acts as nobody else.')
  return { mode: 'personal', configuration: identity.configuration }
}
