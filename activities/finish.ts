// The end of a run, as its own last activity.
import type { Ending } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { closeAndPost } from './close-and-post.js'
import { thisRunEvenEnded } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createFinish(deps: ActivityDeps) {
  return async (ending: Ending): Promise<void> => {
    try {
      await closeAndPost(deps, await thisRunEvenEnded(deps), ending)
    } catch (error) {
      throw toFailure(error)
    }
  }
}
