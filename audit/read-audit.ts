// Reads the audit in the order of its ids, a page at a time, for whoever exports it.
import type { Transaction } from '../database.js'

/** One entry as it is exported; docs/audit.md says what each field is. */
export interface AuditLine {
  readonly id: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly event: string
  readonly tenantId: string | null
  /** The Entra object id of who did it; null where it was a program or an operator at a shell (`detail.by`). */
  readonly person: string | null
  readonly runId: string | null
  readonly configuration: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Null: not asked for. */
export interface AuditFilter {
  /** Entries with a greater id. */
  readonly after: number
  readonly since: Date | null
  /** Without this moment itself. */
  readonly until: Date | null
  /** An event's name, or the beginning of some: `sign_in.`. */
  readonly event: string | null
  /** An Entra object id, lower-case. */
  readonly person: string | null
}

const PAGE = 1_000

/**
 * All entries that fit. Those of the last minute are held back: ids are given out before transactions commit, and who goes on after the
 * last id they saw must not miss a lower one. No transaction of ours lasts as long.
 */
export async function* readAudit(tx: Transaction, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let { after } = filter
  for (;;) {
    const page = await readPage(tx, { ...filter, after })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.id
  }
}

async function readPage(tx: Transaction, { after, since, until, event, person }: AuditFilter): Promise<AuditLine[]> {
  const rows = await tx.query<Omit<AuditLine, 'id' | 'at'> & { id: string; at: Date }>(
    `select id, at, event, tenant_id as "tenantId", aad_object_id as "person", run_id as "runId", configuration_id as "configuration", detail
     from audit
     where id > $1 and at < now() - interval '1 minute'
       and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
       and ($4::text is null or starts_with(event, $4)) and ($5::text is null or aad_object_id = $5)
     order by id limit ${PAGE}`,
    [after, since, until, event, person],
  )
  return rows.map(({ id, at, ...row }) => ({ id: Number(id), at: at.toISOString(), ...row }))
}
