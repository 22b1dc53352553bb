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
  /** Entra object ids, lower-case. */
  readonly people: readonly string[] | null
  readonly runId: string | null
}

/** So many entries are looked at in one query, however few of them fit. */
const LOOKED_AT = 1_000

/**
 * All entries that fit. Those of the last minute are held back: ids are given out before transactions commit, and who goes on after the
 * last id they saw must not miss a lower one. No transaction of ours lasts as long.
 */
export async function* readAudit(tx: Transaction, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let after: number | null = filter.after
  while (after !== null) {
    const looked: Looked = await lookOn(tx, { ...filter, after })
    yield* looked.lines
    after = looked.last
  }
}

interface Looked {
  readonly lines: readonly AuditLine[]
  /** The id of the last entry that was looked at; null: there was none. */
  readonly last: number | null
}

async function lookOn(tx: Transaction, { after, since, until, event, people, runId }: AuditFilter): Promise<Looked> {
  const rows = await tx.query<Omit<AuditLine, 'id' | 'at'> & { id: string | null; at: Date; last: string | null }>(
    `with looked as materialized (select * from audit where id > $1 and at < now() - interval '1 minute' order by id limit ${String(LOOKED_AT)}),
       found as (select id, at, event, tenant_id as "tenantId", aad_object_id as "person", run_id as "runId", configuration_id as "configuration", detail
         from looked
         where ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
           and ($4::text is null or starts_with(event, $4)) and ($5::text[] is null or aad_object_id = any($5)) and ($6::text is null or run_id = $6))
     select * from (select max(id) as last from looked) as reach left join found on true order by id`,
    [after, since, until, event, people, runId],
  )
  const last = rows[0]?.last ?? null
  const lines = rows.flatMap(({ last: _last, id, at, ...row }) => (id === null ? [] : [{ id: Number(id), at: at.toISOString(), ...row }]))
  return { lines, last: last === null ? null : Number(last) }
}
