// The sweep: every second it does what is owed and was not done by whoever should have, because they were killed or cut off.
import { apps, type AppId } from '../apps/index.js'
import { lookAtApps, remindAddressees, showAskCards, type AsksDeps } from '../activities/asks-duties.js'
import { remindPeople } from '../activities/remind.js'
import { tellUntold } from '../activities/tell-untold.js'
import { showDisconnect } from '../activities/show-disconnect.js'
import { showProposals } from '../activities/show-proposal.js'
import { showSignInCard, type CardDeps } from '../activities/show-sign-in-card.js'
import { claimDisconnectCards } from '../connections/disconnect-card.js'
import { noteMissedAttempts } from '../connections/missed-attempts.js'
import { expireParkedGrants } from '../connections/parked-grants.js'
import { keepAlive } from '../connections/refresh/keep-alive.js'
import type { RefreshDeps } from '../connections/refresh/refresh.js'
import { areRevocationsOwed } from '../connections/revocations.js'
import { claimWarningsOwed, findCardsOwed, oweWarningAgain } from '../connections/sign-in-card.js'
import { findPersonalConversation } from '../conversations/find-conversation.js'
import { continueIncidents } from '../incidents/continue-incidents.js'
import { describeError } from '../log.js'
import { claimCardsBehind, claimMoves, claimPressed } from '../runs/asks-owed.js'
import { claimRunsToStart, claimSignalsOwed } from '../runs/owed.js'
import { expireProposals } from '../runs/proposals.js'
import { isPaused } from '../settings/deployment.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { startDrain } from '../temporal/start-drain.js'
import { startRun, type StartDeps } from '../temporal/start-run.js'
import { nudge, wake } from '../temporal/wake.js'
import { someoneElseOpenedYourLink } from '../text/notes.js'
import { countOpenWaits } from '../runs/open-waits.js'

export type SweepDeps = CardDeps &
  StartDeps &
  AsksDeps &
  RefreshDeps & {
    /** Seals some of what old keys sealed with the active one. */
    readonly reseal: () => Promise<void>
  }

const EVERY_MS = 1_000

type Duty = (deps: SweepDeps) => Promise<void>

const duties: readonly Duty[] = [
  startAccepted,
  sendSignals,
  showCards,
  warnOwners,
  remindPeople,
  noteMissed,
  endUnconfirmed,
  drainRevocations,
  showDisconnects,
  resealSome,
  keepConnections,
  showAskCards,
  remindAddressees,
  wakePressed,
  wakeBehind,
  tellUntold,
  wakeSettled,
  goOnWithIncidents,
  askCallers,
]

export interface Sweep {
  /** One more look at everything, now. Resolves when it is done. */
  look(): Promise<void>
  /** Waits for the looks that are under way. */
  stop(): Promise<void>
}

/** Looks every second until stopped. Each kind has a round of its own: a Teams that is slow to take cards doesn't hold up the signals. */
export function startSweep(deps: SweepDeps): Sweep {
  const rounds = duties.map((duty) => startRound(deps, duty))
  return {
    async look() {
      await Promise.all(rounds.map((round) => round.look()))
    },
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()))
    },
  }
}

function startRound(deps: SweepDeps, duty: Duty): Sweep {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let current = Promise.resolve()
  const look = (): Promise<void> =>
    duty(deps).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-SWEEP-001', err: describeError(error) }, 'The sweep could not do all that is owed.')
    })
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      current = look().then(next)
    }, EVERY_MS)
  }
  next()
  return {
    // After the one that is under way: what that one claimed is done too.
    look: () => current.then(look),
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

async function showDisconnects(deps: SweepDeps): Promise<void> {
  for (const card of await claimDisconnectCards(deps.db)) {
    await showDisconnect(deps, card).catch((error: unknown) => {
      deps.log.warn(
        { code: 'WB-SWEEP-004', err: describeError(error) },
        "What became of a disconnect couldn't be shown yet; it stays owed.",
      )
    })
  }
}

async function warnOwners(deps: SweepDeps): Promise<void> {
  for (const { requestId, caller, configurationId } of await claimWarningsOwed(deps.db)) {
    const chat = await findPersonalConversation(deps.db, caller)
    if (!chat) continue
    const configuration = await findAppConfiguration(deps.db, configurationId)
    const app = configuration ? apps[configuration.app as AppId].name : configurationId
    const warning = someoneElseOpenedYourLink({ app, runs: await countOpenWaits(deps.db, requestId) })
    await deps.messenger.post(chat.conversationId, warning).catch(async (error: unknown) => {
      await oweWarningAgain(deps.db, requestId)
      deps.log.warn({ code: 'WB-SWEEP-003', err: describeError(error) }, "A warning couldn't be sent yet; it stays owed.")
    })
  }
}

async function noteMissed({ db }: SweepDeps): Promise<void> {
  await noteMissedAttempts(db)
}

async function endUnconfirmed({ db }: SweepDeps): Promise<void> {
  await expireParkedGrants(db)
}

/** While everything is paused nothing is done in an app, not even this. */
async function keepConnections(deps: SweepDeps): Promise<void> {
  if (!(await isPaused(deps.db))) await keepAlive(deps)
}

async function drainRevocations(deps: SweepDeps): Promise<void> {
  if (await areRevocationsOwed(deps.db)) await startDrain(deps)
}

async function wakePressed(deps: SweepDeps): Promise<void> {
  for (const runId of [...(await claimPressed(deps.db)), ...(await claimMoves(deps.db))]) await nudge(deps, runId)
}

/** Each brings its own card up to date: what it says, only the run knows. */
async function wakeBehind(deps: SweepDeps): Promise<void> {
  for (const runId of await claimCardsBehind(deps.db)) await nudge(deps, runId)
}

async function wakeSettled(deps: SweepDeps): Promise<void> {
  if (!(await isPaused(deps.db))) await wake(deps, await lookAtApps(deps))
}

/** Begun on the page, or by a command that was cut off. */
async function goOnWithIncidents({ db }: SweepDeps): Promise<void> {
  await continueIncidents(db)
}

/** What operators propose for runs that have ended. */
async function askCallers(deps: SweepDeps): Promise<void> {
  await expireProposals(deps.db)
  await showProposals(deps)
}

async function resealSome({ reseal }: SweepDeps): Promise<void> {
  await reseal()
}
