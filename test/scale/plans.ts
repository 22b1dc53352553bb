// Looks at how Postgres answers a function's queries: which tables it reads whole, and how many rows it touches. Nothing stays changed.
import type { Database, Transaction } from '../../database.js'

export interface Looked {
  /** Tables that were read from one end to the other. */
  readonly whole: readonly string[]
  /** Rows that were read, those included that a filter threw away. */
  readonly rows: number
}

interface Node {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly Plans?: readonly Node[]
}

class Undo extends Error {}

/** Explains each query as it is executed, then gives its rows; those with sealed values, which test rows don't have, give none. */
export async function lookAt(db: Database, work: (tx: Transaction) => Promise<unknown>): Promise<Looked> {
  const nodes: Node[] = []
  await db
    .transaction(async (tx) => {
      await work({
        async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
          await tx.query('savepoint look')
          const [explained] = await tx.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
            `explain (analyze, timing off, format json) ${sql}`,
            params,
          )
          await tx.query('rollback to savepoint look')
          if (explained) nodes.push(...flat(explained['QUERY PLAN'][0].Plan))
          return sql.includes('params_sealed') ? [] : tx.query<Row>(sql, params)
        },
      })
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined && node['Node Type'].includes('Scan'))
  return {
    whole: [...new Set(scans.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''))],
    rows: scans.reduce((sum, node) => sum + node['Actual Loops'] * touched(node), 0),
  }
}

function touched(node: Node): number {
  return node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
}

function flat(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(flat)]
}
