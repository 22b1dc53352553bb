// Writes one line of the append-only record.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** What happened, in `<subject>.<past tense>`. */
export type AuditEvent =
  | 'sign_in.started'
  | 'sign_in.connected'
  | 'sign_in.declined'
  | 'sign_in.failed'
  | 'sign_in.wrong_person'
  | 'sign_in.wrong_org'
  | 'sign_in.account_asked'
  | 'sign_in.account_refused'
  | 'connection.needs_sign_in'
  | 'revocation.done'
  | 'revocation.failed'
  | 'run.refused'
  | 'run.cancelled'
  | 'run.extended'
  | 'run.card_resent'
  | 'run.inputs_shown'
  | 'setting.changed'

/** `caller`: who did it. `detail` holds no secret and no parameter of a run. */
export interface AuditEntry {
  readonly event: AuditEvent
  readonly caller?: Caller
  readonly runId?: string
  readonly configurationId?: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** Appends an entry; the program's database role can neither change nor delete it. */
export async function recordAudit(tx: Transaction, { event, caller, runId, configurationId, detail = {} }: AuditEntry): Promise<void> {
  await tx.query(`insert into audit (event, tenant_id, aad_object_id, run_id, configuration_id, detail) values ($1, $2, $3, $4, $5, $6)`, [
    event,
    caller?.tenantId,
    caller?.aadObjectId,
    runId,
    configurationId,
    JSON.stringify(detail),
  ])
}
