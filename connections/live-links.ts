// Sign-in links that are out: they are derived from a key, and open with it only.
import type { Transaction } from '../database.js'

/** Live requests that were there at that time, so that a link of then may lie in somebody's chat. */
export async function countLiveLinks(tx: Transaction, madeUntil: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from sign_in_requests where ended_at is null and created_at <= $1`,
    [madeUntil],
  )
  return row?.n ?? 0
}
