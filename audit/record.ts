// Writes one line of the append-only record.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { AuditDetail, AuditEvent } from './catalogue.js'

/** One entry of any event. `caller`: who did it; a person. `detail`: what the catalogue says of this event, and nothing else. */
export type AuditEntry = {
  readonly [Event in AuditEvent]: {
    readonly event: Event
    readonly caller?: Caller
    readonly runId?: string
    readonly configurationId?: string
  } & (Partial<AuditDetail<Event>> extends AuditDetail<Event>
    ? { readonly detail?: AuditDetail<Event> }
    : { readonly detail: AuditDetail<Event> })
}[AuditEvent]

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
