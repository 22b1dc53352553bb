// The open runs that act through an app configuration.
import type { Transaction } from '../database.js'
import type { RunState } from './types.js'

export interface RunUsing {
  readonly id: string
  readonly recipe: string
  /** As Teams names the caller. */
  readonly name: string
  readonly state: RunState
}

/** The oldest, and how many there are in all. */
export async function listRunsUsing(
  tx: Transaction,
  { configurationId, limit }: { configurationId: string; limit: number },
): Promise<{ readonly runs: readonly RunUsing[]; readonly total: number }> {
  const rows = await tx.query<RunUsing & { total: number }>(
    `select id, recipe, caller ->> 'name' as "name", state, count(*) over ()::int as total from runs
     where ended_at is null and jsonb_path_exists(settings, '$.identities.*.configuration ? (@ == $id)', jsonb_build_object('id', $1::text))
     order by accepted_at, id limit $2`,
    [configurationId, limit],
  )
  return { runs: rows.map(({ total: _total, ...run }) => run), total: rows[0]?.total ?? 0 }
}
