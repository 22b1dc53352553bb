// A wrong or missing key is found at the start, not at the first run that needs it.
import { TokenKeyMissing, TokensRefused } from '../connections/errors.js'
import { findNewestSealed } from '../connections/newest-sealed.js'
import type { ActivityDeps } from '../activities/index.js'
import { WorkbotError } from '../errors.js'
import { checkRunKeys } from '../runs/check-run-keys.js'

/** @throws WorkbotError where the newest sealed run or connection doesn't open with the configured keys */
export async function checkKeys({ db, keys, unseal }: Pick<ActivityDeps, 'db' | 'keys' | 'unseal'>): Promise<void> {
  await checkRunKeys(db, keys)
  const newest = await findNewestSealed(db)
  if (!newest) return
  await unseal(newest.sealed, newest.id).catch((error: unknown) => {
    if (error instanceof TokenKeyMissing)
      throw new WorkbotError('WB-KEY-004', `TOKEN_PRIVATE_KEY doesn't open the newest connection: ${error.message}`, { cause: error })
    // A single row that was tampered with is refused when it is used; it must not keep everybody else from working.
    if (!(error instanceof TokensRefused)) throw error
  })
}
