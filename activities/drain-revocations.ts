// Ends, at their apps, the tokens that Workbot no longer keeps.
import { drainRevocations } from '../connections/revocations.js'
import type { ActivityDeps } from './activity-deps.js'
import { toFailure } from './to-failure.js'

export function createDrainRevocations(deps: ActivityDeps) {
  return async (): Promise<number> => {
    try {
      return (await drainRevocations(deps)).tried
    } catch (error) {
      throw toFailure(error)
    }
  }
}
