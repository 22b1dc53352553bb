// Statements over any sealed column: which keys are still needed, the rows of some keys, and putting a fresh seal in place of an old one.
import type { Transaction } from '../database.js'
import type { Ring } from '../keys/rings.js'
import type { SealedColumn } from '../keys/sealed-column.js'

/** So many rows still open with this key only. `keyId` null: signed before the signer was named; the workers put that right too. */
export interface Need {
  readonly ring: Ring
  readonly keyId: string | null
  readonly rows: number
  readonly column: SealedColumn
}

/** What is needed, by key. A text that names no key is nobody's. */
export async function countNeeds(tx: Transaction, column: SealedColumn): Promise<Need[]> {
  const { table, column: name, needed } = column
  const count = (key: string, also: string) =>
    tx.query<{ keyId: string | null; rows: number }>(
      `select ${key} as "keyId", count(*)::int as "rows" from ${table} where ${needed} and ${also} group by 1 order by 1`,
    )
  if (column.by !== 'tokens') {
    const rows = await count(keyOfRing(name), `${name} like 'v1.%'`)
    return rows.map((row) => ({ ...row, ring: column.by, column }))
  }
  const isSealed = `${kid(name)} is not null`
  const [pairs, signers] = [await count(kid(name), isSealed), await count(signer(name), isSealed)]
  return [
    ...pairs.map((row) => ({ ...row, ring: 'tokens' as const, column })),
    ...signers.map((row) => ({ ...row, ring: 'shared' as const, column })),
  ]
}

export interface SealedRow {
  readonly primaryKey: readonly string[]
  readonly boundTo: readonly string[]
  readonly sealed: string
}

/** Ids of the keys that no longer seal. */
export interface OldKeys {
  readonly shared: readonly string[]
  readonly tokens: readonly string[]
}

/** The next rows, by primary key, that an old key sealed. @param after the last row's primary key */
export async function findOldRows(
  tx: Transaction,
  column: SealedColumn,
  { old, after, limit }: { old: OldKeys; after: readonly string[] | null; limit: number },
): Promise<SealedRow[]> {
  const { table, column: name, primaryKey, boundTo, needed } = column
  const ids = primaryKey.map((part) => part.name).join(', ')
  const from = primaryKey.map((_, index) => `$${String(index + 3)}`).join(', ')
  const isOld =
    column.by === 'tokens'
      ? `(${kid(name)} = any($2) or ${kid(name)} is not null and coalesce(${signer(name)} = any($1), true))`
      : `(${keyOfRing(name)} = any($1) and $2::text[] is not null)`
  return tx.query<SealedRow>(
    `select array[${textOf(primaryKey.map((part) => part.name))}] as "primaryKey", array[${textOf(boundTo)}] as "boundTo", ${name} as "sealed"
     from ${table} where (${ids}) > (${from}) and ${needed} and ${isOld} order by ${ids} limit ${String(limit)}`,
    [old.shared, old.tokens, ...(after ?? primaryKey.map(({ below }) => below))],
  )
}

/** Only where the row still holds what was read: a refresh, a new sign-in or a disconnect meanwhile wins. */
export async function replaceSeal(
  tx: Transaction,
  { table, column: name, primaryKey }: SealedColumn,
  { row, fresh }: { row: SealedRow; fresh: string },
): Promise<boolean> {
  const isRow = primaryKey.map((part, index) => `${part.name} = $${String(index + 3)}`).join(' and ')
  const replaced = await tx.query(`update ${table} set ${name} = $1 where ${name} = $2 and ${isRow} returning 1`, [
    fresh,
    row.sealed,
    ...row.primaryKey,
  ])
  return replaced.length > 0
}

const keyOfRing = (column: string): string => `split_part(${column}, '.', 2)`
const kid = (column: string): string => `sealed_tokens_header(${column}, 'kid')`
const signer = (column: string): string => `sealed_tokens_header(${column}, 'signer')`
const textOf = (columns: readonly string[]): string => columns.map((column) => `${column}::text`).join(', ')
