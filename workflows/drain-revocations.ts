// Ends tokens at their apps that Workbot no longer keeps; one such workflow at a time, as long as any is owed.
import { proxyActivities, sleep } from '@temporalio/workflow'
import type { SystemActivities } from './activity-types.js'

const activities = proxyActivities<SystemActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '5s', maximumInterval: '5m' },
})

const ROUNDS = 200

export async function drainRevocations(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const waitMs = await activities.drainRevocations()
    if (waitMs === null) return
    await sleep(waitMs)
  }
}
