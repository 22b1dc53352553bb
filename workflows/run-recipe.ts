// The story of every run: its handlers, its steps, and its one ending.
import { CancellationScope, isCancellation, patched, proxyActivities, setHandler, sleep } from '@temporalio/workflow'
import type { AppId } from '../apps/index.js'
import type { CallerProfile } from '../caller.js'
import type { EndState } from '../runs/types.js'
import type { Ending, RunActivities, Said } from './activity-types.js'
import { createAsk } from './ask.js'
import { createAppClients } from './app-clients.js'
import { createCall } from './call.js'
import { createDecide } from './decide.js'
import { each } from './each.js'
import { findRecords } from './find-records.js'
import { failureOf, type StepFailure } from './failures.js'
import type { Param } from './params.js'
import { show } from './progress.js'
import type { RecipeContext } from './recipe-context.js'
import type { IdentityMode, RecipeSpec } from './recipe-spec.js'
import { awaitPerson, awaitUserAuth } from './signals.js'
import { createPause } from './sign-in.js'
import { createSignIn } from './sign-in-ahead.js'
import { signInsFirst } from './sign-ins-first.js'

/** What the bot starts a run with. Nothing here gives a right: whose run it is stands in the run's row. */
export interface RecipeInput {
  readonly params: Readonly<Record<string, unknown>>
  readonly caller: Omit<CallerProfile, 'teamsUserId'>
}

/** What a recipe did before a change that its waiting runs can't follow: they go on with this, told apart by the patch. */
export interface EarlierSteps<RecipeApps extends Partial<Record<AppId, IdentityMode>>> {
  /** For `patched()`: used once, ever. */
  readonly patch: string
  /** Its parameters are as the bot gave them, whatever the spec says now. */
  readonly steps: (
    context: Omit<RecipeContext<RecipeApps, Readonly<Record<string, Param>>>, 'params'> & {
      readonly params: Readonly<Record<string, unknown>>
    },
  ) => Promise<unknown>
}

const { finish } = proxyActivities<Pick<RunActivities, 'finish'>>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
  summary: 'Close the run and post its result',
})

export interface RecipeSteps<RecipeApps extends Partial<Record<AppId, IdentityMode>>, Params extends Readonly<Record<string, Param>>> {
  readonly steps: (context: RecipeContext<RecipeApps, Params>) => Promise<unknown>
  readonly earlier: EarlierSteps<RecipeApps> | undefined
}

export async function runRecipe<RecipeApps extends Partial<Record<AppId, IdentityMode>>, Params extends Readonly<Record<string, Param>>>(
  spec: RecipeSpec<RecipeApps, Params>,
  { steps, earlier }: RecipeSteps<RecipeApps, Params>,
  { params, caller }: RecipeInput,
): Promise<unknown> {
  const pause = createPause()
  setHandler(awaitUserAuth, pause.wake)
  setHandler(awaitPerson, pause.wake)

  const said: Said[] = []
  const told = { byCard: false }
  // The types are the author's; the spec was checked against them where the recipe was written.
  const apps = createAppClients(Object.keys(spec.apps), pause)
  const context: Omit<RecipeContext<RecipeApps, Params>, 'params'> = {
    caller,
    apps: apps as RecipeContext<RecipeApps, Params>['apps'],
    say(line, { url, rows, failed } = {}) {
      said.push({ line, ...(url !== undefined && { url }), ...(rows && { rows }), ...(failed && { failed }) })
      return Promise.resolve()
    },
    sleep: (duration) => sleep(duration),
    signIn: createSignIn(pause),
    ask: createAsk(pause),
    decide: createDecide(pause, () => {
      told.byCard = true
    }),
    each,
    call: createCall(caller) as RecipeContext<RecipeApps, Params>['call'],
  }

  const story = async (): Promise<unknown> => {
    if (earlier && !patched(earlier.patch)) return earlier.steps({ ...context, params })
    if (spec.signInFirst) await signInsFirst(spec.signInFirst, pause)
    const found = await findRecords(spec.params, params, { apps, wakeUps: pause })
    return steps({ ...context, params: found as RecipeContext<RecipeApps, Params>['params'] })
  }
  const { ending, result, error } = await outcomeOf(story, said)
  await end(told.byCard && ending.state === 'completed' ? { ...ending, isTold: true } : ending)
  if (isCancellation(error)) throw error
  return result
}

/** What fails after the steps, in writing the ending, is no ending of theirs: a completed run never becomes a failed one. */
async function outcomeOf(
  steps: () => Promise<unknown>,
  said: readonly Said[],
): Promise<{ readonly ending: Ending; readonly result?: unknown; readonly error?: unknown }> {
  try {
    return { result: await steps(), ending: { state: 'completed', said } }
  } catch (error) {
    return { error, ending: endingOf(error, said) }
  }
}

/** The ending is written even where the run is being cancelled. */
async function end(ending: Ending): Promise<void> {
  show({ state: ending.state, details: `Ended: ${ending.state}.` })
  await CancellationScope.nonCancellable(() => finish(ending))
}

const ends: Readonly<Partial<Record<string, EndState>>> = {
  SignInDeclined: 'declined',
  SignInExpired: 'expired',
  RunCancelled: 'cancelled',
  NoneMeant: 'cancelled',
  ChoiceExpired: 'expired',
} satisfies Partial<Record<StepFailure, EndState>>

function endingOf(error: unknown, said: readonly Said[]): Ending {
  if (isCancellation(error)) return { state: 'cancelled', said }
  const failure = failureOf(error)
  const state = failure && ends[failure.type]
  if (state) return { state, said, failure }
  // An error of the recipe's own code: its text may hold parameters, so only its name goes on.
  return { state: 'failed', said, failure: failure ?? { type: 'RecipeError', detail: error instanceof Error ? error.name : 'unknown' } }
}
