// The runs that wait for a sign-in to one app configuration.
import type { Transaction } from '../database.js'

export interface WaitingRun {
  readonly id: string
  readonly recipe: string
  /** As Teams names the caller. */
  readonly name: string
  readonly since: Date
}

/** The ones that have waited longest, and how many there are in all. */
export async function listWaiting(
  tx: Transaction,
  { configurationId, limit }: { configurationId: string; limit: number },
): Promise<{ readonly runs: readonly WaitingRun[]; readonly total: number }> {
  const rows = await tx.query<WaitingRun & { total: number }>(
    `select r.id, r.recipe, r.caller ->> 'name' as "name", w.created_at as "since", count(*) over ()::int as total
     from waits w join sign_in_requests q on q.id = w.sign_in_request_id join runs r on r.id = w.run_id
     where q.configuration_id = $1 and w.outcome is null order by w.created_at, r.id limit $2`,
    [configurationId, limit],
  )
  return { runs: rows.map(({ total: _total, ...run }) => run), total: rows[0]?.total ?? 0 }
}
