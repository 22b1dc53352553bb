// The pause: a step that needs a sign-in waits for `awaitUserAuth` and is then tried again, the same step.
import { condition, proxyActivities } from '@temporalio/workflow'
import type { RunActivities, SignInWait } from './activity-types.js'
import { failureOf, type StepFailure } from './failures.js'
import { show } from './progress.js'
import { appName, minuteOf, stepWords } from './words.js'

const { requestSignIn, expireSignIn } = proxyActivities<Pick<RunActivities, 'requestSignIn' | 'expireSignIn'>>({
  startToCloseTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

export interface Pause {
  /** The handler of `awaitUserAuth` and `awaitPerson`: early, late or repeated, it only makes a waiting step look at its row again. */
  wake(): void
  /** How often it was woken. */
  count(): number
  /** Tries `step` until it no longer asks for a sign-in. How the wait ended is read by the step itself. */
  untilSignedIn<Result>(wait: SignInWait, step: () => Promise<Result>): Promise<Result>
}

export function createPause(): Pause {
  let wakeUps = 0

  return {
    wake() {
      wakeUps += 1
    },
    count: () => wakeUps,
    async untilSignedIn(wait, step) {
      let since: string | undefined
      for (;;) {
        const seen = wakeUps
        try {
          return await step()
        } catch (error) {
          if (failureOf(error)?.type !== ('SignInRequired' satisfies StepFailure)) throw error
        }
        since ??= new Date().toISOString()
        await signedIn(wait, { since, woken: () => wakeUps > seen })
      }
    },
  }
}

/** @param since when the step first asked, by the workflow's clock, which a replay has too */
async function signedIn(wait: SignInWait, { since, woken }: { since: string; woken: () => boolean }): Promise<void> {
  const app = appName(wait.app)
  const request = await requestSignIn.executeWithOptions({ summary: `Ask for a sign-in to ${app}` }, [wait])
  if (request.kind === 'connected') return
  show({
    app: wait.app,
    state: 'waiting_sign_in',
    details: `Waiting since ${minuteOf(since)} for the caller to sign in to ${app}, until ${minuteOf(request.until)}. The step that waits: ${stepWords(wait.stepKey)}.`,
  })
  const inTime = await condition(woken, request.remainingMs, { summary: `Deadline of the sign-in to ${app}` })
  if (!inTime) await expireSignIn.executeWithOptions({ summary: 'The deadline of the sign-in' }, [wait])
  show({ app: wait.app, state: 'running', details: `Working: ${stepWords(wait.stepKey)}.` })
}
