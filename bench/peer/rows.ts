// The peer's rows outside activities: a run is accepted in one transaction, a wait is ended in another.
import type pg from 'pg'

/** What the peer reads of a Teams activity. */
export interface Command {
  readonly id: string
  readonly text: string
  readonly serviceUrl: string
  readonly from: { readonly aadObjectId: string }
  readonly conversation: { readonly id: string }
}

/** False: this Teams activity was accepted before. */
export function acceptRun(pool: pg.Pool, runId: string, { id, text, serviceUrl, from, conversation }: Command): Promise<boolean> {
  return transaction(pool, async (tx) => {
    await tx.query(
      `insert into conversations (id, service_url) values ($1, $2) on conflict (id) do update set service_url = excluded.service_url, seen_at = now()`,
      [conversation.id, serviceUrl],
    )
    const claimed = await tx.query(`insert into seen_activities (id) values ($1) on conflict do nothing`, [id])
    if (claimed.rowCount === 0) return false
    await tx.query(`insert into runs (id, caller, conversation_id, command) values ($1, $2, $3, $4)`, [
      runId,
      from.aadObjectId,
      conversation.id,
      text,
    ])
    return true
  })
}

export function finishWait(pool: pg.Pool, runId: string): Promise<void> {
  return transaction(pool, async (tx) => {
    await tx.query(`update connections set connected_at = now()`)
    await tx.query(`update waits set outcome = 'connected', outcome_at = now() where run_id = $1`, [runId])
  })
}

export async function markSignalled(pool: pg.Pool, runId: string): Promise<void> {
  await pool.query(`update waits set signalled_at = now() where run_id = $1`, [runId])
}

async function transaction<Result>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const tx = await pool.connect()
  try {
    await tx.query('begin')
    const result = await work(tx)
    await tx.query('commit')
    return result
  } catch (error) {
    await tx.query('rollback')
    throw error
  } finally {
    tx.release()
  }
}
