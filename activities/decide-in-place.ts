// A list that the caller decides in place: opens it, notes what became of the line before, and gives the next that was pressed.
import { isCancelAsked } from '../runs/cancel-run.js'
import { endQuestion, findQuestion, type Question } from '../runs/decisions.js'
import { listEffects } from '../runs/effects.js'
import { lockList, noteLineEnd, openList, openListWait, type List } from '../runs/lists.js'
import { setRunState } from '../runs/set-run-state.js'
import type { Run } from '../runs/types.js'
import type { Transaction } from '../database.js'
import type { ListCall, ListState } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { showList } from './show-list.js'
import { thisRun } from './this-run.js'
import { ending, toFailure } from './to-failure.js'

/** More don't fit into a card. */
const LINES_AT_MOST = 10

const CANCELLED = { outcome: 'cancelled', onlyIf: 'open' } as const
const EXPIRED = { outcome: 'expired', onlyIf: 'due' } as const

export function createDecideInPlace(deps: ActivityDeps) {
  return async (call: ListCall): Promise<ListState> => {
    try {
      const run = await thisRun(deps)
      const of = { runId: run.id, stepKey: call.stepKey }
      await deps.db.transaction((tx) => openList(tx, { ...of, lines: Math.min(call.lines.length, LINES_AT_MOST) }))
      if (call.done) await noteDone(deps, run, call.done)
      const isCancelled = await isCancelAsked(deps.db, run.id)
      await endQuestion(deps.db, { ...of, ...(isCancelled ? CANCELLED : EXPIRED) })
      const { state, list } = await deps.db.transaction((tx) => nextOf(tx, deps, run, { ...call, isCancelled }))
      await showList(deps, run, call, { list, isOver: state.kind === 'over' || state.kind === 'cancelled' })
      if (state.kind === 'cancelled') throw ending('RunCancelled', 'The caller cancelled the run.')
      await setRunState(deps.db, run.id, state.kind === 'waiting' ? 'waiting_person' : 'running')
      return state
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** Lines are done one after another: the run's last write is this line's. */
async function noteDone({ db, keys }: ActivityDeps, { id: runId }: Run, done: NonNullable<ListCall['done']>): Promise<void> {
  const { line: number, kind, detail } = done
  const account =
    kind === 'done' ? ((await listEffects(db, keys, runId)).filter(({ finished }) => finished).at(-1)?.appAccount ?? null) : null
  await noteLineEnd(db, keys, { runId, number, end: { kind, detail, account } })
}

/** The lock is the press's too: either it is found here, or it finds the wait that is opened here. */
async function nextOf(
  tx: Transaction,
  { keys }: ActivityDeps,
  run: Run,
  { stepKey, isOver = false, isCancelled }: ListCall & { readonly isCancelled: boolean },
): Promise<{ readonly state: ListState | { readonly kind: 'cancelled' }; readonly list: List }> {
  const list = await lockList(tx, keys, run.id)
  if (!list) throw new Error('A list vanished between two statements.')
  const before = await findQuestion(tx, run.id, stepKey)
  if (isCancelled || before?.outcome === 'cancelled') return { state: { kind: 'cancelled' }, list }
  const pressed = list.lines.find(({ option, doneAt }) => option !== null && doneAt === null)
  if (pressed && !isOver)
    return { state: { kind: 'pressed', line: pressed.number, option: pressed.option ?? 0, comment: pressed.comment }, list }
  const isDecided = list.lines.every(({ doneAt }) => doneAt !== null)
  if (isOver || isDecided || list.isClosed || before?.outcome === 'expired') return { state: { kind: 'over' }, list }
  await openListWait(tx, { runId: run.id, stepKey, caller: run.caller, hours: run.settings.signInHours })
  return { state: waiting(await findQuestion(tx, run.id, stepKey)), list }
}

function waiting(wait: Question | null): ListState {
  if (!wait) throw new Error('A wait vanished between two statements.')
  return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(wait.remainingMs)), until: wait.deadlineAt.toISOString() }
}
