// What the sweep does for questions to people: cards that are owed, apps that may have settled them, presses nobody heard, reminders.
import { AppError } from '../apps/errors.js'
import { RefreshUnderWay } from '../connections/errors.js'
import { describeError } from '../log.js'
import { findAddressee, listAddressees } from '../runs/addressees.js'
import { findAskCardsOwed } from '../runs/ask-cards.js'
import { findAskOfWait } from '../runs/asks.js'
import { claimAskReminders, claimLooks } from '../runs/asks-owed.js'
import { findRun } from '../runs/find-run.js'
import type { SettledWait } from '../runs/types.js'
import { askReminder } from '../text/cards/ask-reminder.js'
import type { ActivityDeps } from './activity-deps.js'
import { takeReading } from './hold-against-app.js'
import { readRequestOf } from './read-request-of.js'
import { showAskCard } from './show-ask-card.js'

export type AsksDeps = Pick<ActivityDeps, 'db' | 'keys' | 'seal' | 'unseal' | 'httpFor' | 'findClient' | 'log' | 'messenger' | 'sandbox'>

export async function showAskCards(deps: AsksDeps): Promise<void> {
  for (const id of await findAskCardsOwed(deps.db)) {
    await showAskCard(deps, id).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-RUN-007', err: describeError(error) }, "The card of a question couldn't be shown yet; it stays owed.")
    })
  }
}

/** @returns the waits that ended by it, whose runs are to be woken */
export async function lookAtApps(deps: AsksDeps): Promise<readonly SettledWait[]> {
  const ended: SettledWait[] = []
  for (const { waitId, runId } of await claimLooks(deps.db)) {
    const isEnded = await look(deps, waitId, runId).catch((error: unknown) => {
      // An app that is down is looked at again; what it says then is soon enough.
      if (!(error instanceof AppError || error instanceof RefreshUnderWay))
        deps.log.warn({ code: 'WB-SWEEP-006', runId, err: describeError(error) }, "It couldn't be seen whether a question was settled.")
      return false
    })
    if (isEnded) ended.push({ waitId, runId, kind: 'person' })
  }
  return ended
}

async function look(deps: AsksDeps, waitId: string, runId: string): Promise<boolean> {
  const [ask, run] = await Promise.all([findAskOfWait(deps.db, deps.keys, waitId), findRun(deps.db, deps.keys, runId)])
  // A press that waits to be held against the app is its run's to hear.
  if (!ask || !run || ask.outcome !== null || ask.pressedBy !== null) return false
  const addressees = await listAddressees(deps.db, waitId)
  const read = await readRequestOf(deps, { run, question: ask.question, others: addressees.flatMap(({ caller }) => caller ?? []) })
  return read !== null && (await deps.db.transaction((tx) => takeReading(tx, deps, { waitId, read, isOwn: false })))
}

/** Each at most once: one that Teams doesn't take isn't sent again, since it may have been taken. */
export async function remindAddressees(deps: AsksDeps): Promise<void> {
  for (const id of await deps.db.transaction(claimAskReminders)) {
    await remind(deps, id).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-SWEEP-005', addressee: id, err: describeError(error) }, "A reminder couldn't be sent.")
    })
  }
}

async function remind({ db, keys, messenger }: AsksDeps, id: string): Promise<void> {
  const addressee = await findAddressee(db, id)
  const ask = addressee && (await findAskOfWait(db, keys, addressee.waitId))
  const run = ask && (await findRun(db, keys, ask.runId))
  if (!addressee?.caller || !run || !addressee.isReached || addressee.passedTo !== null || ask.outcome !== null) return
  const { name, teamsUserId, caller } = addressee
  const chat = await messenger.openPersonal({ ...caller, name, teamsUserId }, run.conversationId)
  if (chat.kind === 'unreachable') return
  const { deadlineAt, question } = ask
  await messenger.post(chat.conversationId, askReminder({ asker: run.profile.name, question: question.question, deadlineAt }))
}
