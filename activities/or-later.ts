// One part of housekeeping that may fail without keeping the others from being done.
import { DatabaseUnavailable } from '../database.js'
import { describeError, type Logger } from '../log.js'

/** @throws DatabaseUnavailable: then nothing else could be done either, and the whole round is tried again */
export async function orLater(log: Logger, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    log.warn({ code: 'WB-HOUSE-008', err: describeError(error) }, "A part of housekeeping couldn't be done; it is tried again in an hour.")
  }
}
