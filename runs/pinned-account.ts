// The app account that a run began with: what it wrote first as somebody, it goes on with as nobody else.
import type { Transaction } from '../database.js'

/** What is compared: the app's own id of the account, and its name for rows that have no id yet. */
export interface ActingAccount {
  readonly accountKey: string
  readonly accountName: string
}

/** Whether the other steps of this person, the caller or one signer, in this app, if any has written, acted as this account. A step's own earlier try is write-once's matter. */
export async function isRunsAccount(
  tx: Transaction,
  { runId, app, stepKey, signer }: { runId: string; app: string; stepKey: string; signer: string | null },
  { accountKey, accountName }: ActingAccount,
): Promise<boolean> {
  const others = await tx.query(
    `select from effects where run_id = $1 and app = $2 and step_key <> $3 and identity = 'personal' and signer is not distinct from $6
       and case when app_account_key is null then app_account <> $5 else app_account_key <> $4 end limit 1`,
    [runId, app, stepKey, accountKey, accountName, signer],
  )
  return others.length === 0
}
