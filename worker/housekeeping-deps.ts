// Gives housekeeping what activities/ can't import: Temporal's view of a run, and the old rows of the web's own tables.
import type { Client } from '@temporalio/client'
import type { HousekeepingDeps } from '../activities/housekeeping.js'
import type { Config } from '../config.js'
import { findExecution } from '../temporal/find-execution.js'
import { forgetOldSessions } from '../web/browser-sessions.js'
import { forgetOldTrips } from '../web/entra-trips.js'

export function housekeepingDeps(
  client: Client,
  { CONNECTION_IDLE_DAYS, CONNECTION_MAX_DAYS }: Pick<Config<'worker'>, 'CONNECTION_IDLE_DAYS' | 'CONNECTION_MAX_DAYS'>,
): Pick<HousekeepingDeps, 'findExecution' | 'alsoForget' | 'ageLimits'> {
  return {
    findExecution: (run) => findExecution(client, run),
    alsoForget: [forgetOldTrips, forgetOldSessions],
    ageLimits: { idleDays: CONNECTION_IDLE_DAYS ?? null, maxDays: CONNECTION_MAX_DAYS ?? null },
  }
}
