// Whether two runs act by the same connections: a run is continued as whom it began, or not at all.
import type { RunSettings } from './types.js'

export function haveSameIdentities(one: Pick<RunSettings, 'identities'>, other: Pick<RunSettings, 'identities'>): boolean {
  const inOrder = ({ identities }: Pick<RunSettings, 'identities'>): string =>
    JSON.stringify(
      Object.entries(identities)
        .map(([app, { mode, configuration }]) => [app, mode, configuration])
        .sort(),
    )
  return inOrder(one) === inOrder(other)
}
