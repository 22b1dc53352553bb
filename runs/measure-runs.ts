// How long runs wait, what they are owed, and which of their writes have no known outcome: for operators' gauges.
import type { Transaction } from '../database.js'
import { POSTED_WITHIN } from './open-runs.js'

export interface MeasuredRuns {
  /** Open waits by age: less than an hour, a day, three days, or more. */
  readonly waits: { readonly byAge: Readonly<Record<'1h' | '1d' | '3d' | 'more', number>>; readonly oldestSeconds: number }
  /** Seconds since the oldest of each is owed; 0 where nothing is. */
  readonly owed: Readonly<Record<'start' | 'signal' | 'receipt', number>>
  /** Writes of open runs that were sent over a minute ago and aren't finished. */
  readonly effectsUnknown: number
}

const WAITS = `select count(*) filter (where age < interval '1 h')::int as "1h",
    count(*) filter (where age >= interval '1 h' and age < interval '1 d')::int as "1d",
    count(*) filter (where age >= interval '1 d' and age < interval '3 d')::int as "3d",
    count(*) filter (where age >= interval '3 d')::int as "more",
    coalesce(extract(epoch from max(age)), 0)::float as "oldestSeconds"
  from (select now() - created_at as age from waits where outcome is null) as open`

/** As the sweep and housekeeping look for them: runs/owed.ts. */
const OWED = `select
    (select min(accepted_at) from runs where state = 'accepted' and temporal_run_id is null) as start,
    (select min(outcome_at) from waits where outcome is not null and signalled_at is null) as signal,
    (select min(ended_at) from runs where ended_at > now() - interval '${POSTED_WITHIN}' and posted_at is null) as receipt`

const UNKNOWN = `select count(*)::int as "count" from runs join effects on effects.run_id = runs.id
  where runs.ended_at is null and effects.finished_at is null and effects.started_at < now() - interval '1 minute'`

export async function measureRuns(tx: Transaction): Promise<MeasuredRuns> {
  const [waits] = await tx.query<MeasuredRuns['waits']['byAge'] & { oldestSeconds: number }>(WAITS)
  const [owed] = await tx.query<MeasuredRuns['owed']>(
    `select ${(['start', 'signal', 'receipt'] as const).map(secondsSince).join(', ')} from (${OWED}) as oldest`,
  )
  const [unknown] = await tx.query<{ count: number }>(UNKNOWN)
  const { oldestSeconds = 0, ...byAge } = waits ?? { '1h': 0, '1d': 0, '3d': 0, more: 0 }
  return { waits: { byAge, oldestSeconds }, owed: owed ?? { start: 0, signal: 0, receipt: 0 }, effectsUnknown: unknown?.count ?? 0 }
}

const secondsSince = (duty: string): string => `coalesce(extract(epoch from now() - ${duty}), 0)::float as ${duty}`

export interface WaitOfRun {
  readonly stepKey: string
  readonly outcome: string | null
  readonly from: Date
  readonly to: Date | null
}

/** The pauses of one run, oldest first. */
export async function listWaits(tx: Transaction, runId: string): Promise<WaitOfRun[]> {
  return tx.query<WaitOfRun>(
    `select step_key as "stepKey", outcome, created_at as "from", outcome_at as "to" from waits where run_id = $1 order by created_at`,
    [runId],
  )
}
