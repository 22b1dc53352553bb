// The token set that was sealed last, by which a program checks its keys at the start.
import type { Transaction } from '../database.js'

export async function findNewestSealed(tx: Transaction): Promise<{ id: string; sealed: string } | null> {
  const [row] = await tx.query<{ id: string; sealed: string }>(
    `select id, tokens_sealed as "sealed" from connections order by connected_at desc limit 1`,
  )
  return row ?? null
}
