// The part of a recipe's settings that a run keeps from its acceptance to its end.
import type { AppIdentity, RunSettings } from '../runs/types.js'
import type { IdentityMode, RecipeSpec } from '../workflows/recipe-spec.js'
import type { RecipeSettings } from './recipe-settings.js'

/** Fixes whose right the run uses in each app. A change of the settings reaches later runs only. */
export function snapshotSettings(spec: RecipeSpec, settings: RecipeSettings): RunSettings {
  const identities = Object.entries(spec.apps).map(([app, mode]): [string, AppIdentity] => [
    app,
    { mode: identityOf(mode, settings.verifyUserAccess), configuration: settings.configurations[app] ?? app },
  ])
  const { signInHours, remind } = settings
  return {
    identities: Object.fromEntries(identities),
    signInHours,
    ...(!remind && { remind: false as const }),
    reply: spec.reply ?? 'caller',
  }
}

function identityOf(mode: IdentityMode, verifyUserAccess: boolean): AppIdentity['mode'] {
  if (mode !== 'switch') return mode
  return verifyUserAccess ? 'personal' : 'shared'
}
