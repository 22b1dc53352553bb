// Reads a long list from its newest end, a page at a time, and never looks at more than so many rows for one.
import type { Transaction } from './database.js'

/** The last row of a page: when, in UTC to the microsecond, and its id. */
export interface Cursor {
  readonly at: string
  readonly id: string
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Where the next page begins; null: there is none. */
  readonly next: Cursor | null
  /** So many rows were looked through that the rest is left to the next page, though this one isn't full. */
  readonly isCutShort: boolean
}

export interface Listed {
  /**
   * SQL of the rows in their order, newest first, as an index gives them: with `at` and `id`, after the cursor `($1, $2)`, which is null on
   * the first page, and with `limit` put in.
   */
  readonly look: (limit: string) => string
  /** What no index answers, in SQL about `looked`; null: nothing. */
  readonly rest: string | null
  /** What is read of each row that is shown, in SQL about `looked`. */
  readonly columns: string
  /** From `$3` on. */
  readonly params: readonly unknown[]
}

const ON_A_PAGE = 50
/** So many are looked through for a page where `rest` has to be asked of each. */
const LOOKED_AT_MOST = 1_000

const moment = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

interface Reach {
  readonly looked: number
  readonly reachAt: string | null
  readonly reachId: string | null
  readonly pageAt: string | null
  readonly pageId: string | null
}

/** @param size rows on a page, 50 unless told */
export async function readPage<Row extends object>(
  tx: Transaction,
  { look, rest, columns, params }: Listed,
  { after, size = ON_A_PAGE }: { after: Cursor | null; size?: number },
): Promise<Page<Row>> {
  const most = rest === null ? size + 1 : LOOKED_AT_MOST
  const rows = await tx.query<Row & Reach>(
    `with looked as materialized (${look(String(most))}),
       found as (select ${columns}, ${moment('looked.at')} as "pageAt", looked.id::text as "pageId", looked.at as "orderAt", looked.id as "orderId"
         from looked where ${rest ?? 'true'} order by looked.at desc, looked.id desc limit ${String(size + 1)}),
       reach as (select ${moment('at')} as "reachAt", id::text as "reachId", (select count(*)::int from looked) as "looked"
         from looked order by at, id limit 1)
     select * from reach left join found on true order by "orderAt" desc, "orderId" desc`,
    [after?.at ?? null, after?.id ?? null, ...params],
  )
  const found = rows.filter(({ pageId }) => pageId !== null)
  const shown = found.slice(0, size)
  const [last, [reach]] = [shown.at(-1), rows]
  if (found.length > size && last) return { rows: shown, next: { at: last.pageAt ?? '', id: last.pageId ?? '' }, isCutShort: false }
  const isCutShort = rest !== null && reach?.looked === most
  return { rows: shown, next: isCutShort ? { at: reach.reachAt ?? '', id: reach.reachId ?? '' } : null, isCutShort }
}
