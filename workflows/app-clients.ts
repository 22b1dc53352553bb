// The apps as a recipe sees them: each method is one activity, tried again after a sign-in.
import { ApplicationFailure, proxyActivities } from '@temporalio/workflow'
import type { StepCall } from './activity-types.js'
import { untilDecided } from './decision.js'
import { show } from './progress.js'
import type { CallOptions } from './recipe-context.js'
import { createStepKeys, withItem, type StepKeys } from './step-keys.js'
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

/** @param as the question whose answerer acts; undefined: the run's caller */
function createAppClient(app: string, pause: Pause, keys: StepKeys, as?: string): unknown {
  return new Proxy(
    {},
    {
      get(_target, action) {
        // A promise check asks every object for `then`.
        if (typeof action !== 'string' || action === 'then') return undefined
        if (action === 'as') return (person: { readonly ask: string }) => createAppClient(app, pause, keys, person.ask)
        return (input?: unknown, options?: CallOptions) => callStep({ app, action, input, label: options?.label, as, pause, keys })
      },
    },
  )
}

interface StepToCall {
  readonly app: string
  readonly action: string
  readonly input: unknown
  readonly label: string | undefined
  readonly as: string | undefined
  readonly pause: Pause
  readonly keys: StepKeys
}

async function callStep({ app, action, input, label, as, pause, keys }: StepToCall): Promise<unknown> {
  const name = `${app}.${action}`
  const signer = as === undefined ? {} : { as }
  const stepKey = keys.take(name, withSigner(withItem(label ?? recordKey(input)), as))
  const step = steps[name]
  if (!step) throw ApplicationFailure.nonRetryable(`There is no action "${name}".`, 'RecipeError')
  show({ app, state: 'running', details: `Working: ${stepWords(stepKey)}.` })
  const call: StepCall = { stepKey, input: input ?? null, ...signer }
  const tried = () => step.executeWithOptions({ summary: stepWords(stepKey) }, [call])
  return untilDecided({ app, ...call }, () => pause.untilSignedIn({ app, stepKey, ...signer }, tried), pause)
}

/** What one person does is another step than what another does. */
function withSigner(label: string | undefined, as: string | undefined): string | undefined {
  return as === undefined ? label : [label, `as ${as}`].filter((part) => part !== undefined).join(' ')
}

/** A record's id tells two calls of one action apart, in a loop too. */
function recordKey(input: unknown): string | undefined {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined
  return typeof id === 'string' ? id : undefined
}
