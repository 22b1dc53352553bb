// The audit as a list, newest first, narrowed down by what an operator looks for.
import type { Transaction } from '../database.js'
import { readPage, type Cursor, type Page } from '../paging.js'

/** Null: not asked for. */
export interface EntriesWanted {
  /** Names of events. */
  readonly events: readonly string[] | null
  /** What these people did; Entra object ids of one tenant. */
  readonly people: { readonly tenantId: string; readonly ids: readonly string[] } | null
  readonly runId: string | null
  readonly since: Date | null
  /** Without this moment itself. */
  readonly until: Date | null
}

export interface AuditEntryTold {
  /** A whole number. */
  readonly id: string
  readonly at: Date
  readonly event: string
  /** Who did it; null: a program, or somebody at a shell (`detail.by`). */
  readonly aadObjectId: string | null
  readonly runId: string | null
  readonly configurationId: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

const columns = `looked.id::text as "id", looked.at, looked.event, looked.aad_object_id as "aadObjectId", looked.run_id as "runId",
  looked.configuration_id as "configurationId", looked.detail`
const window = `($1::timestamptz is null or (entry.at, entry.id) < ($1::timestamptz, $2::bigint))
  and ($3::timestamptz is null or entry.at >= $3) and ($4::timestamptz is null or entry.at < $4)`
const newest = (limit: string): string => `order by entry.at desc, entry.id desc limit ${limit}`

/** One run's entries, or some people's, or some events', an index finds; what is left is asked of each entry that it gives. */
export async function lookForEntries(
  tx: Transaction,
  { events, people, runId, since, until }: EntriesWanted,
  after: Cursor | null,
  size?: number,
): Promise<Page<AuditEntryTold>> {
  const params: unknown[] = [since, until]
  const put = (value: unknown): string => `$${String(params.push(value) + 2)}`
  const rest: string[] = []
  const by = (condition: string) => (limit: string) =>
    `select entry.* from audit as entry where ${condition} and ${window} ${newest(limit)}`
  const ofEach = (values: string, condition: string) => (limit: string) =>
    `select entry.* from unnest(${values}::text[]) as one (value) cross join lateral (
       select entry.* from audit as entry where ${condition} and ${window} ${newest(limit)}) as entry ${newest(limit)}`
  let look = by('true')
  if (runId !== null) look = by(`entry.run_id = ${put(runId)}`)
  else if (people) look = ofEach(put(people.ids), `entry.tenant_id = ${put(people.tenantId)} and entry.aad_object_id = one.value`)
  else if (events) look = ofEach(put(events), `entry.event = one.value`)
  if (people && runId !== null) rest.push(`looked.tenant_id = ${put(people.tenantId)} and looked.aad_object_id = any(${put(people.ids)})`)
  if (events && (runId !== null || people)) rest.push(`looked.event = any(${put(events)})`)
  const listed = { look, rest: rest.length === 0 ? null : rest.join(' and '), columns, params }
  return readPage<AuditEntryTold>(tx, listed, { after, ...(size !== undefined && { size }) })
}
