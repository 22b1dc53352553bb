// What an ended execution did, activity by activity, as its history has it: decoded, with how each ended.
import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { decodeArrayFromPayloads, decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/index.js'
import type { temporal } from '@temporalio/proto'
import { withinSeconds } from './client.js'

export interface PastStep {
  /** The activity's name: `<app>.<action>`, `ask`, ... */
  readonly activity: string
  readonly stepKey: string
  /** `open`: it was scheduled, and its end isn't in the history. */
  readonly outcome:
    | { readonly kind: 'done'; readonly result: unknown }
    | { readonly kind: 'failed'; readonly type: string; readonly detail: string }
    | { readonly kind: 'open' }
  /** Another step was scheduled after its end. */
  readonly isFollowed: boolean
}

type Event = temporal.api.history.v1.IHistoryEvent

const NOT_FOUND = 5

/** In the order in which they were scheduled; those without a step's key are left out. Null: Temporal doesn't have the history any more. */
export async function readPastSteps(
  client: Client,
  { id, temporalRunId }: { readonly id: string; readonly temporalRunId: string },
): Promise<readonly PastStep[] | null> {
  const events = await fetchEvents(client, id, temporalRunId)
  if (events === null) return null
  const ends = new Map<string, Event>()
  for (const event of events) {
    const scheduled =
      event.activityTaskCompletedEventAttributes?.scheduledEventId ?? event.activityTaskFailedEventAttributes?.scheduledEventId
    if (scheduled) ends.set(scheduled.toString(), event)
  }
  const steps: (PastStep & { readonly scheduled: number; readonly ended: number })[] = []
  for (const event of events) {
    const { activityType, input } = event.activityTaskScheduledEventAttributes ?? {}
    if (!activityType?.name) continue
    const [call] = (await decodeArrayFromPayloads(client.options.loadedDataConverter, input?.payloads)) as [{ stepKey?: unknown }?]
    if (typeof call?.stepKey !== 'string') continue
    const end = ends.get(event.eventId?.toString() ?? '')
    const outcome = await outcomeOf(client, end)
    steps.push({
      activity: activityType.name,
      stepKey: call.stepKey,
      outcome,
      isFollowed: false,
      scheduled: placeOf(event),
      ended: placeOf(end),
    })
  }
  const last = steps.at(-1)?.scheduled ?? 0
  return steps.map(({ ended, scheduled: _, ...step }) => ({ ...step, isFollowed: last > ended }))
}

/** Its place in the history; of an end that isn't there, after all. */
const placeOf = (event: Event | undefined): number => (event ? Number(event.eventId) : Number.POSITIVE_INFINITY)

async function fetchEvents(client: Client, id: string, temporalRunId: string): Promise<readonly Event[] | null> {
  try {
    const { events } = await withinSeconds(client, 10, () => client.workflow.getHandle(id, temporalRunId).fetchHistory())
    return events ?? []
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND)) return null
    throw error
  }
}

async function outcomeOf({ options: { loadedDataConverter } }: Client, end: Event | undefined): Promise<PastStep['outcome']> {
  const completed = end?.activityTaskCompletedEventAttributes
  if (completed) {
    const [result] = await decodeArrayFromPayloads(loadedDataConverter, completed.result?.payloads)
    return { kind: 'done', result }
  }
  const failure = end?.activityTaskFailedEventAttributes?.failure
  const error = await decodeOptionalFailureToOptionalError(loadedDataConverter, failure)
  return error instanceof ApplicationFailure ? { kind: 'failed', type: error.type ?? '', detail: error.message } : { kind: 'open' }
}
