// How often events happened lately, by app configuration: for the overview.
import type { Transaction } from '../database.js'
import type { AuditEvent } from './catalogue.js'

export interface CountedEvent {
  readonly event: AuditEvent
  readonly configurationId: string | null
  readonly count: number
}

/** In the last 24 hours. Reads what one day has of these events. */
export async function countEvents(tx: Transaction, events: readonly AuditEvent[]): Promise<readonly CountedEvent[]> {
  return tx.query<CountedEvent>(
    `select event, configuration_id as "configurationId", count(*)::int as "count" from audit
     where event = any($1) and at > now() - interval '24 hours' group by event, configuration_id`,
    [events],
  )
}
