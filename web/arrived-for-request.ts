// A browser's request that is about a sign-in belongs to the traces of the runs that wait for it.
import type { SignInRequest } from '../connections/sign-in-requests.js'
import type { Transaction } from '../database.js'
import { someWaitingRuns } from '../runs/open-waits.js'
import { arrivedFor, isTracing } from '../telemetry/traces.js'

/** Asks the database nothing where nothing is traced. */
export async function arrivedForRequest(tx: Transaction, { id }: SignInRequest): Promise<void> {
  if (isTracing()) arrivedFor(await someWaitingRuns(tx, id))
}
