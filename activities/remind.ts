// Reminds people of the sign-ins that their runs wait for: a new message, since an edited card notifies nobody.
import { apps, type AppId } from '../apps/index.js'
import { claimReminder, oweQuestionAgain } from '../connections/remind-once.js'
import { claimJointReminder, forgetJointCard } from '../connections/joint-sign-ins.js'
import { signInLink } from '../connections/sign-in-requests.js'
import { describeError } from '../log.js'
import { openWaitsOfRequest } from '../runs/open-waits.js'
import { claimReminders } from '../runs/reminders-owed.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { signInReminder } from '../text/cards/sign-in-reminder.js'
import { describeRun } from '../text/describe-run.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { showJointCard } from './show-joint-card.js'
import { titleOf } from './title-of.js'

type RemindDeps = Pick<ActivityDeps, 'db' | 'keys' | 'messenger' | 'publicUrl' | 'log'>

/** Each at most once: one that Teams doesn't take isn't sent again, since it may have been taken. */
export async function remindPeople(deps: RemindDeps): Promise<void> {
  for (const requestId of await deps.db.transaction(claimReminders)) {
    await remind(deps, requestId).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-SWEEP-005', requestId, err: describeError(error) }, "A reminder couldn't be sent.")
    })
  }
}

async function remind(deps: RemindDeps, requestId: string): Promise<void> {
  const { db, keys, messenger, publicUrl } = deps
  const request = await claimReminder(db, requestId)
  if (!request) await oweQuestionAgain(db, requestId)
  const waits = request ? await openWaitsOfRequest(db, keys, requestId) : []
  const [first] = waits
  if (!request || !first) return
  if (first.isJoint && waits.length === 1) {
    await remindOfSeveral(deps, first.runId)
    return
  }
  const { caller, configurationId } = request
  const chat = await messenger.openPersonal({ ...caller, ...first.profile }, first.conversationId)
  if (chat.kind === 'unreachable') return
  const configuration = await findAppConfiguration(db, configurationId)
  const spec = recipeSpecs.find(({ name }) => name === first.recipe)
  const reminder = signInReminder({
    app: configuration ? apps[configuration.app as AppId].name : configurationId,
    title: titleOf(first.recipe),
    sentence: spec ? describeRun(spec, first.params, first.profile.locale) : null,
    count: waits.length,
    locale: first.profile.locale,
    deadlineAt: waits.reduce((earliest, { deadlineAt }) => (deadlineAt < earliest ? deadlineAt : earliest), first.deadlineAt),
    link: signInLink(keys, publicUrl, requestId),
  })
  await messenger.post(chat.conversationId, reminder)
}

/** Several sign-ins in one card are one reminder: the card itself, as a new message. */
async function remindOfSeveral(deps: RemindDeps, runId: string): Promise<void> {
  if (!(await claimJointReminder(deps.db, runId))) return
  await forgetJointCard(deps.db, runId)
  await showJointCard(deps, runId)
}
