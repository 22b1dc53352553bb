// `npm run check:upgrade`: replays this deployment's own runs with the code in this checkout, before it is deployed.
import type { Client } from '@temporalio/client'
import type { NamedKey } from '../../keys/key-ring.js'
import { fetchHistory } from './fetch-history.js'
import type { History } from './history-json.js'
import { replayHistories, type Refusal } from './replay.js'

export interface CheckOptions {
  readonly client: Client
  /** The code of the bundle that is to be deployed. */
  readonly bundle: string
  readonly codecKeys: readonly NamedKey[]
  readonly taskQueue: string
  /** At most so many runs: the open ones first, newest first. */
  readonly limit: number
  /** Also what ended in so many hours; 0: open runs only. */
  readonly closedHours: number
}

export interface UpgradeReport {
  readonly recipes: readonly RecipeCount[]
  readonly findings: readonly Finding[]
  /** How many runs the limit left out. */
  readonly leftOut: number
}
interface RecipeCount {
  readonly recipe: string
  readonly open: number
  readonly ended: number
  readonly refused: number
}
export interface Finding extends Refusal {
  readonly runId: string
  readonly recipe: string
  readonly isOpen: boolean
}

interface ListedRun {
  readonly runId: string
  readonly temporalRunId: string
  readonly recipe: string
  readonly isOpen: boolean
}
type Fetched = { readonly run: ListedRun } & ({ readonly history: History } | { readonly unreadable: string } | { readonly gone: true })

/** Histories that are fetched ahead of the replay. Each may be some MB. */
const AHEAD = 4

/** Replays run after run; memory holds a handful of histories however many there are. @throws where Temporal can't be reached */
export async function checkUpgrade(options: CheckOptions): Promise<UpgradeReport> {
  const counts = new Map<string, { recipe: string; open: number; ended: number; refused: number }>()
  const findings: Finding[] = []
  const byId = new Map<string, ListedRun>()

  const note = (run: ListedRun, refused: Refusal | null): void => {
    const count = counts.get(run.recipe) ?? { recipe: run.recipe, open: 0, ended: 0, refused: 0 }
    counts.set(run.recipe, count)
    count[run.isOpen ? 'open' : 'ended'] += 1
    if (!refused) return
    count.refused += 1
    findings.push({ runId: run.runId, recipe: run.recipe, isOpen: run.isOpen, ...refused })
  }
  async function* readable(): AsyncIterable<{ workflowId: string; history: History }> {
    for await (const fetched of fetchAhead(options.client, listRuns(options))) {
      const { run } = fetched
      if ('unreadable' in fetched) note(run, { event: null, why: fetched.unreadable })
      if (!('history' in fetched)) continue
      byId.set(run.runId, run)
      yield { workflowId: run.runId, history: fetched.history }
    }
  }
  for await (const { workflowId, refused } of replayHistories(options, readable())) {
    const run = byId.get(workflowId)
    byId.delete(workflowId)
    if (run) note(run, refused)
  }
  return {
    recipes: [...counts.values()].sort((one, other) => one.recipe.localeCompare(other.recipe)),
    findings,
    leftOut: Math.max(0, (await countRuns(options)) - options.limit),
  }
}

/** Without an order of its own Temporal lists the newest first. */
function queries({ taskQueue, closedHours }: CheckOptions): { readonly query: string; readonly isOpen: boolean }[] {
  const queue = `TaskQueue = '${taskQueue.replaceAll("'", '')}'`
  const since = new Date(Date.now() - closedHours * 3_600_000).toISOString()
  const open = { query: `${queue} and ExecutionStatus = 'Running'`, isOpen: true }
  return closedHours === 0 ? [open] : [open, { query: `${queue} and CloseTime > '${since}'`, isOpen: false }]
}

async function* listRuns(options: CheckOptions): AsyncIterable<ListedRun> {
  let left = options.limit
  for (const { query, isOpen } of queries(options)) {
    if (left <= 0) return
    for await (const { workflowId, runId, type } of options.client.workflow.list({ query, pageSize: Math.min(left, 200) })) {
      yield { runId: workflowId, temporalRunId: runId, recipe: type, isOpen }
      left -= 1
      if (left <= 0) return
    }
  }
}

async function countRuns(options: CheckOptions): Promise<number> {
  const counted = await Promise.all(queries(options).map(({ query }) => options.client.workflow.count(query)))
  return counted.reduce((sum, { count }) => sum + count, 0)
}

async function* fetchAhead(client: Client, runs: AsyncIterable<ListedRun>): AsyncIterable<Fetched> {
  const underWay: Promise<Fetched>[] = []
  for await (const run of runs) {
    underWay.push(fetch(client, run))
    const next = underWay.length > AHEAD ? underWay.shift() : undefined
    if (next) yield await next
  }
  for (const next of underWay) yield await next
}

/** A run that retention has ended meanwhile is none of ours any more. */
async function fetch(client: Client, run: ListedRun): Promise<Fetched> {
  try {
    const history = await fetchHistory(client, run.runId, run.temporalRunId)
    return history ? { run, history } : { run, gone: true }
  } catch {
    return { run, unreadable: 'its history could not be fetched' }
  }
}
