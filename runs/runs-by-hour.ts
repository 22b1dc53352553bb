// How many runs began in each of the last 24 hours, and how they stand: for the overview.
import type { Transaction } from '../database.js'

/** Counted over a whole hour in UTC; the last one is still going on. */
export interface HourOfRuns {
  readonly hour: Date
  readonly count: number
  /** Of them, those that failed, got stuck or were lost. */
  readonly troubled: number
}

/** 24, oldest first; hours without a run are among them. Reads what one day has. */
export async function runsByHour(tx: Transaction): Promise<readonly HourOfRuns[]> {
  return tx.query<HourOfRuns>(
    `select hour, count(runs.id)::int as "count", count(*) filter (where state in ('failed', 'stuck', 'lost'))::int as "troubled"
     from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as hour
     left join runs on accepted_at >= hour and accepted_at < hour + interval '1 hour'
     group by hour order by hour`,
  )
}
