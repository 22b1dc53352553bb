// Which recipes use an app configuration, and whose connection they take.
import type { Transaction } from '../../../database.js'
import { shellName } from '../../../settings/find-spec.js'
import { recipeSettings } from '../../../settings/recipe-settings.js'
import { snapshotSettings } from '../../../settings/snapshot.js'
import { recipeTitle } from '../../../text/recipe-title.js'
import { settingsPath } from '../recipes-page.js'
import type { SiteDeps } from '../site-deps.js'

export interface Use {
  readonly title: string
  /** Of its settings. */
  readonly href: string
  readonly mode: 'shared' | 'personal'
}

/** By configuration id; as runs that start now would. */
export async function usesOf(
  { db }: { readonly db: Transaction },
  { specs, sandbox }: SiteDeps,
): Promise<ReadonlyMap<string, readonly Use[]>> {
  const uses = new Map<string, Use[]>()
  for (const spec of specs.toSorted((one, other) => shellName(one).localeCompare(shellName(other), 'en'))) {
    const { identities } = snapshotSettings(spec, await recipeSettings(db, spec, { sandbox }))
    for (const { mode, configuration } of Object.values(identities)) {
      const use = { title: recipeTitle(spec), href: settingsPath(spec), mode }
      uses.set(configuration, [...(uses.get(configuration) ?? []), use])
    }
  }
  return uses
}
