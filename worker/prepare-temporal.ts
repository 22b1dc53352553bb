// What the worker sees to in Temporal before it works: the search attributes are there, and housekeeping is scheduled.
import type { Client } from '@temporalio/client'
import { describeError, type Logger } from '../log.js'
import { checkSearchAttributes } from '../temporal/check-search-attributes.js'
import { scheduleHousekeeping } from '../temporal/schedule-housekeeping.js'

/** @throws where the search attributes are missing; a Schedule that can't be made is warned of, for runs don't need it */
export async function prepareTemporal(deps: { client: Client; log: Logger; taskQueue?: string }): Promise<void> {
  await checkSearchAttributes(deps)
  await scheduleHousekeeping(deps).catch((error: unknown) => {
    deps.log.warn(
      { code: 'WB-TEMPORAL-010', err: describeError(error) },
      "The hourly housekeeping couldn't be scheduled; the next start of a worker tries again.",
    )
  })
}
