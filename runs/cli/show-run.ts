// The story of one run in words: what it waited for, what it wrote as whom, and when. Never a token; what was typed only where asked for.
import type { Transaction } from '../../database.js'
import { minute, table } from '../../settings/tables.js'
import { listProposals, type Proposal } from '../proposals.js'
import type { FoundRun } from './find-by-name.js'
import { printable } from './printable.js'

interface WaitRow {
  readonly stepKey: string
  readonly createdAt: Date
  readonly deadlineAt: Date
  readonly outcome: string | null
  readonly outcomeAt: Date | null
  readonly isStillAsked: boolean
}
interface EffectRow {
  readonly stepKey: string
  readonly appAccount: string
  readonly identity: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
}

/** @param params what the caller typed, where it is to be shown */
export async function showRun(tx: Transaction, run: FoundRun, params: Readonly<Record<string, unknown>> | null): Promise<string> {
  const waits = await tx.query<WaitRow>(
    `select step_key as "stepKey", created_at as "createdAt", deadline_at as "deadlineAt", outcome, outcome_at as "outcomeAt",
       still_asked_at is not null as "isStillAsked" from waits where run_id = $1 order by created_at`,
    [run.id],
  )
  const effects = await tx.query<EffectRow>(
    `select step_key as "stepKey", app_account as "appAccount", identity, started_at as "startedAt", finished_at as "finishedAt"
     from effects where run_id = $1 order by started_at`,
    [run.id],
  )
  const proposals = await listProposals(tx, run.id)
  return [factsOf(run), ...paramsOf(params), waitsOf(waits), effectsOf(effects), ...proposalsOf(proposals)].join('\n\n')
}

function factsOf(run: FoundRun): string {
  return [
    `Run      ${run.id}`,
    `Recipe   ${run.recipe}`,
    `Caller   ${printable(`${run.profile.name} <${run.profile.email}>`)}`,
    `Asked    ${minute(run.acceptedAt)}`,
    `State    ${run.state}${run.stoppedBy === null ? '' : `, stopped by ${printable(run.stoppedBy)}`}`,
    ...(run.endedAt ? [`Ended    ${minute(run.endedAt)}`, `Told     ${run.postedAt ? minute(run.postedAt) : 'not yet'}`] : []),
  ].join('\n')
}

function paramsOf(params: Readonly<Record<string, unknown>> | null): string[] {
  return params === null ? [] : [`Typed\n${printable(JSON.stringify(params))}`]
}

function waitsOf(waits: readonly WaitRow[]): string {
  if (waits.length === 0) return 'It never waited for anybody.'
  return table(
    ['Waited at', 'Since', 'Until at most', 'Outcome'],
    waits.map(({ stepKey, createdAt, deadlineAt, outcome, outcomeAt, isStillAsked }) => [
      printable(stepKey),
      minute(createdAt),
      minute(deadlineAt),
      outcome && outcomeAt ? `${outcome}, ${minute(outcomeAt)}` : isStillAsked ? 'signed in, asked whether to still do it' : 'still waits',
    ]),
  )
}

function effectsOf(effects: readonly EffectRow[]): string {
  if (effects.length === 0) return 'It wrote nothing.'
  return table(
    ['Wrote', 'As', 'Connection', 'Sent', 'Done'],
    effects.map(({ stepKey, appAccount, identity, startedAt, finishedAt }) => [
      printable(stepKey),
      printable(appAccount),
      identity,
      minute(startedAt),
      finishedAt ? minute(finishedAt) : 'not known',
    ]),
  )
}

function proposalsOf(proposals: readonly Proposal[]): string[] {
  if (proposals.length === 0) return []
  const rows = proposals.map(({ kind, by, byName, at, answer, newRunId }) => [
    ...[kind, minute(at), printable(byName === '' ? by : byName)],
    ...[answer ?? 'not answered yet', newRunId ?? ''],
  ])
  return [table(['Proposed', 'At', 'By', 'Answer', 'New run'], rows)]
}
