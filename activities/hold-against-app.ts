// What somebody pressed, or nobody yet, held against the app: decided there meanwhile, changed, or as it was.
import { AppUnavailable, RateLimited } from '../apps/errors.js'
import type { RequestState } from '../apps/define-app.js'
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import { listAddressees } from '../runs/addressees.js'
import { answerAsk, endAsk, lockAsk, noteChanged, noteSettled, type Ask, type Fact, type FactChange } from '../runs/asks.js'
import type { Run } from '../runs/types.js'
import type { ActivityDeps } from './activity-deps.js'
import { readRequestOf } from './read-request-of.js'
import { isGivingUp } from './to-failure.js'

/** In the run's own activity. An app that stays silent for too long doesn't keep an answer from counting. */
export async function holdAgainstApp(deps: ActivityDeps, run: Run, ask: Ask): Promise<void> {
  const addressees = await listAddressees(deps.db, ask.waitId)
  const presser = addressees.find(({ id }) => id === ask.pressedBy)
  const read = await readRequestOf(deps, { run, question: ask.question, others: presser?.caller ? [presser.caller] : [] }).catch(
    (error: unknown) => {
      if ((error instanceof AppUnavailable || error instanceof RateLimited) && isGivingUp()) return null
      throw error
    },
  )
  await deps.db.transaction((tx) => takeReading(tx, deps, { waitId: ask.waitId, read, isOwn: true }))
}

/** @param read null: nobody could look. @returns whether the question ended by it */
export async function takeReading(
  tx: Transaction,
  { keys }: Pick<ActivityDeps, 'keys'>,
  { waitId, read, isOwn }: { waitId: string; read: RequestState | null; isOwn: boolean },
): Promise<boolean> {
  const ask = await lockAsk(tx, keys, waitId)
  if (!ask || ask.outcome !== null) return false
  const { runId, stepKey: step } = ask
  if (read?.settled) {
    await noteSettled(tx, keys, waitId, read.settled)
    await recordAudit(tx, { event: 'ask.settled', runId, detail: { step, how: read.settled.how } })
    return endAsk(tx, { waitId, outcome: 'settled', isOwn })
  }
  if (read && ask.record && changesOf(ask.record.facts, read.facts).length > 0) {
    const { first } = ask.record
    await noteChanged(tx, keys, waitId, { first, facts: read.facts, changes: changesOf(first, read.facts) })
    return false
  }
  const { pressedBy: addressee, pressedOption: option } = ask
  if (addressee === null || option === null) return false
  const presser = (await listAddressees(tx, waitId)).find(({ id }) => id === addressee)
  await recordAudit(tx, {
    ...{ event: 'ask.answered', runId, ...(presser?.caller && { caller: presser.caller }) },
    detail: { step, answer: option, checked: read ? 'yes' : 'nobody could' },
  })
  return answerAsk(tx, { waitId, addressee, option, isOwn })
}

/** What both readings have: another account may see other fields. */
function changesOf(before: readonly Fact[], now: readonly Fact[]): FactChange[] {
  const was = new Map(before.map(({ label, value }) => [label, value]))
  return now.flatMap(({ label, value: to }) => {
    const from = was.get(label)
    return from === undefined || from === to ? [] : [{ label, from, to }]
  })
}
