// `signIn` of a recipe: asks before a step needs it, so that declining is an answer.
import { proxyActivities } from '@temporalio/workflow'
import type { RunActivities, SignInAnswer } from './activity-types.js'
import { show } from './progress.js'
import type { Pause } from './sign-in.js'
import { appName, stepWords } from './words.js'

const { askAhead } = proxyActivities<Pick<RunActivities, 'askAhead'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

/** A step of its own, for life: asked again, or asked for with others before, it gives the same answer. */
export const signInAheadKey = (app: string): string => `${app}.signIn`

/** A run asks once for each app: asked again, it gives the same answer, unless the connection was lost meanwhile. */
export function createSignIn(pause: Pause): (app: string) => Promise<SignInAnswer> {
  return (app) => {
    const stepKey = signInAheadKey(app)
    show({ app, state: 'running', details: `Working: ${stepWords(stepKey)}.` })
    return pause.untilSignedIn({ app, stepKey, mayDecline: true }, () =>
      askAhead.executeWithOptions({ summary: `Whether ${appName(app)} is connected` }, [{ app, stepKey }]),
    )
  }
}
