// Compares the rows of open runs with Temporal, batch by batch, and forgets what has no further use; started each hour by a Schedule.
import { proxyActivities } from '@temporalio/workflow'
import type { HousekeepingCursor, SystemActivities } from './activity-types.js'

const activities = proxyActivities<SystemActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '5s', maximumInterval: '1m' },
})

/** 100,000 open runs; what is left is for the next hour. */
const ROUNDS = 1_000

export async function housekeeping(): Promise<void> {
  let after: HousekeepingCursor | null = null
  for (let round = 0; round < ROUNDS; round += 1) {
    after = await activities.keepHouse({ after })
    if (after === null) return
  }
}
