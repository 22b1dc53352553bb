// What must not compile as an entry of the audit. `npm run check:types` fails where one of these stops being an error.
import { recordAudit } from '../../audit/record.js'
import type { Transaction } from '../../database.js'

export async function compiles(tx: Transaction): Promise<void> {
  await recordAudit(tx, { event: 'revocation.done', detail: { connectionId: 'c' } })
  await recordAudit(tx, { event: 'connection.needs_sign_in' })
  await recordAudit(tx, { event: 'run.refused', detail: { why: 'paused' } })
}

export async function misuses(tx: Transaction): Promise<void> {
  // @ts-expect-error an event that the catalogue doesn't have
  await recordAudit(tx, { event: 'run.admired' })
  // @ts-expect-error without the detail that it must have
  await recordAudit(tx, { event: 'revocation.done' })
  // @ts-expect-error a field that the catalogue doesn't have
  await recordAudit(tx, { event: 'revocation.done', detail: { connectionId: 'c', token: 't' } })
  // @ts-expect-error a field of another kind
  await recordAudit(tx, { event: 'run.extended', detail: { by: 'shell:op', hours: 'many' } })
  // @ts-expect-error one event's name with another's detail
  await recordAudit(tx, { event: 'run.cancelled', detail: { connectionId: 'c' } })
}
