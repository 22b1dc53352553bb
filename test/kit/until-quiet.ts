// Waits until every run has ended or waits for something (a person, an hour, an app that is down), and nothing is owed that the sweep does.
import { setTimeout as wait } from 'node:timers/promises'
import type { World } from '../support/world.js'

type Runs = Pick<World, 'db' | 'temporal' | 'sweep'>

interface Row {
  readonly id: string
  readonly recipe: string
  readonly state: string
  readonly hasEnded: boolean
  /** Its receipt isn't posted, its workflow not started, or a signal to it not sent. */
  readonly owed: boolean
}

/** From `PendingActivityState` of Temporal's API. */
const SCHEDULED = 1
/** So often a step has been tried when it counts as one that waits for its app. */
const TRIES = 3

/** @throws naming the runs that are still at it after `seconds` */
export async function untilQuiet(runs: Runs, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1_000
  let isSwept = false
  for (;;) {
    const busy = await busyRuns(runs)
    if (busy.length === 0) {
      if (isSwept) return
      // What it does may wake a run.
      await runs.sweep()
      isSwept = true
      continue
    }
    if (Date.now() > deadline) throw new Error(`Still at work after ${String(seconds)} s: ${busy.join(', ')}.`)
    isSwept = false
    await wait(15)
  }
}

async function busyRuns({ db, temporal }: Omit<Runs, 'sweep'>): Promise<string[]> {
  const rows = await db.query<Row>(
    `select id, recipe, state, ended_at is not null as "hasEnded",
            (ended_at is not null and posted_at is null) or (ended_at is null and temporal_run_id is null)
              or exists (select from waits where run_id = runs.id and outcome is not null and signalled_at is null) as owed
       from runs where ended_at is null or posted_at is null`,
  )
  const looked = await Promise.all(rows.map(async (row) => (row.owed || (await isAtWork({ db, temporal }, row.id)) ? [wordsOf(row)] : [])))
  return looked.flat()
}

async function isAtWork({ db, temporal }: Omit<Runs, 'sweep'>, runId: string): Promise<boolean> {
  const { raw } = await temporal.workflow.getHandle(runId).describe()
  const activities = (raw.pendingActivities ?? []).filter(({ state, attempt }) => Number(state) !== SCHEDULED || (attempt ?? 1) < TRIES)
  if (raw.pendingWorkflowTask || activities.length > 0) return true
  // A called run that has ended, of which its caller hasn't heard yet.
  const called = (raw.pendingChildren ?? []).map(({ workflowId }) => workflowId)
  return (await db.query(`select from runs where id = any($1) and ended_at is not null`, [called])).length > 0
}

const wordsOf = ({ recipe, state, id }: Row): string => `${recipe} (${state}, ${id})`
