// Ends tokens at their apps that Workbot no longer keeps; one such workflow at a time.
import { proxyActivities } from '@temporalio/workflow'
import type { SystemActivities } from './activity-types.js'

const activities = proxyActivities<SystemActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '5s', maximumInterval: '5m' },
})

const ROUNDS = 200

/** Ends with what is due now. What an app refuses is due later, and the sweep starts this again: a token that is new to it waits for no other's pause. */
export async function drainRevocations(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) if ((await activities.drainRevocations()) === 0) return
}
