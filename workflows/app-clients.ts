// The apps as a recipe sees them: each method is one activity, tried again after a sign-in.
import { ApplicationFailure, proxyActivities } from '@temporalio/workflow'
import type { StepCall } from './activity-types.js'
import { currentItem } from './item-scope.js'
import { untilDecided } from './decision.js'
import { notYet } from './not-yet.js'
import { show } from './progress.js'
import type { CallOptions } from './recipe-context.js'
import type { Pause } from './sign-in.js'
import { stepWords } from './words.js'

type Step = (call: StepCall) => Promise<unknown>

const steps = proxyActivities<Record<string, Step>>({
  startToCloseTimeout: '20s',
  // Cancel takes effect between steps: a write under way is finished, so that the receipt knows of it.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  // Without a limit: the activity knows what is worth trying again, and for how long (activities/to-failure.ts).
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

/** A client for each named app. */
export function createAppClients(apps: readonly string[], pause: Pause): Record<string, unknown> {
  const keys = createStepKeys()
  return Object.fromEntries(apps.map((app) => [app, createAppClient(app, pause, keys)]))
}

function createAppClient(app: string, pause: Pause, keys: StepKeys): unknown {
  return new Proxy(
    {},
    {
      get(_target, action) {
        // A promise check asks every object for `then`.
        if (typeof action !== 'string' || action === 'then') return undefined
        if (action === 'as') return notYet.ask
        return (input?: unknown, options?: CallOptions) => callStep({ app, action, input, label: options?.label, pause, keys })
      },
    },
  )
}

interface StepToCall {
  readonly app: string
  readonly action: string
  readonly input: unknown
  readonly label: string | undefined
  readonly pause: Pause
  readonly keys: StepKeys
}

async function callStep({ app, action, input, label, pause, keys }: StepToCall): Promise<unknown> {
  const name = `${app}.${action}`
  const stepKey = keys.take(name, withItem(label ?? recordKey(input)))
  const step = steps[name]
  if (!step) throw ApplicationFailure.nonRetryable(`There is no action "${name}".`, 'RecipeError')
  show({ app, state: 'running', details: `Working: ${stepWords(stepKey)}.` })
  const call: StepCall = { stepKey, input: input ?? null }
  const tried = () => step.executeWithOptions({ summary: stepWords(stepKey) }, [call])
  return untilDecided({ app, ...call }, () => pause.untilSignedIn({ app, stepKey }, tried), pause)
}

/** In `each`, the item's key comes first. */
export function withItem(label: string | undefined): string | undefined {
  const item = currentItem()
  return item === undefined || item === label ? label : [item, label].filter((part) => part !== undefined).join(' ')
}

/** A record's id tells two calls of one action apart, in a loop too. */
function recordKey(input: unknown): string | undefined {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined
  return typeof id === 'string' ? id : undefined
}

interface StepKeys {
  take(name: string, label: string | undefined): string
}

/** A step's key names its effect for life, so it never comes from a counter: a change of the recipe would shift it. */
export function createStepKeys(): StepKeys {
  const taken = new Set<string>()
  return {
    take(name, label) {
      const key = label === undefined ? name : `${name} ${label}`
      if (taken.has(key)) {
        throw ApplicationFailure.nonRetryable(
          `This recipe calls "${key}" twice. Give each call a label of its own: ${name}(..., { label: '...' }).`,
          'RecipeError',
        )
      }
      taken.add(key)
      return key
    },
  }
}
