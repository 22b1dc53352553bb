// The sweep: every second it does what is owed and was not done by whoever should have, because they were killed or cut off.
import { apps, type AppId } from '../apps/index.js'
import { showSignInCard, type CardDeps } from '../activities/show-sign-in-card.js'
import { areRevocationsOwed } from '../connections/revocations.js'
import { claimWarningsOwed, findCardsOwed } from '../connections/sign-in-card.js'
import { findPersonalConversation } from '../conversations/find-conversation.js'
import { describeError } from '../log.js'
import { claimRunsToStart, claimSignalsOwed } from '../runs/owed.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { startDrain } from '../temporal/start-drain.js'
import { startRun, type StartDeps } from '../temporal/start-run.js'
import { wake } from '../temporal/wake.js'
import { someoneElseOpenedYourLink } from '../text/notes.js'
import { countOpenWaits } from '../runs/open-waits.js'

export type SweepDeps = CardDeps & StartDeps

const EVERY_MS = 1_000

/** One look at everything that is owed. Each kind stands alone: trouble with one doesn't hold up the others. */
export async function sweepOnce(deps: SweepDeps): Promise<void> {
  const tasks = [startAccepted, sendSignals, showCards, warnOwners, drainRevocations]
  const results = await Promise.allSettled(tasks.map((task) => task(deps)))
  for (const result of results) {
    if (result.status === 'rejected')
      deps.log.warn({ code: 'WB-SWEEP-001', err: describeError(result.reason) }, 'The sweep could not do all that is owed.')
  }
}

/** Sweeps every second until stopped. `stop` waits for the look that is under way. */
export function startSweep(deps: SweepDeps): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      current = sweepOnce(deps).then(next)
    }, EVERY_MS)
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}

async function startAccepted(deps: SweepDeps): Promise<void> {
  for (const runId of await claimRunsToStart(deps.db)) await startRun(deps, runId)
}

async function sendSignals(deps: SweepDeps): Promise<void> {
  await wake(deps, await claimSignalsOwed(deps.db))
}

async function showCards(deps: SweepDeps): Promise<void> {
  for (const requestId of await findCardsOwed(deps.db)) {
    await showSignInCard(deps, requestId).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-SWEEP-002', err: describeError(error) }, "A sign-in card couldn't be shown yet; it stays owed.")
    })
  }
}

async function warnOwners(deps: SweepDeps): Promise<void> {
  for (const { requestId, caller, configurationId } of await claimWarningsOwed(deps.db)) {
    const chat = await findPersonalConversation(deps.db, caller)
    if (!chat) continue
    const configuration = await findAppConfiguration(deps.db, configurationId)
    const app = configuration ? apps[configuration.app as AppId].name : configurationId
    await deps.messenger.post(chat.conversationId, someoneElseOpenedYourLink({ app, runs: await countOpenWaits(deps.db, requestId) }))
  }
}

async function drainRevocations(deps: SweepDeps): Promise<void> {
  if (await areRevocationsOwed(deps.db)) await startDrain(deps)
}
