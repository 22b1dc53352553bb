// Replays histories with a bundle of workflows, one after the other, and says of each in words whether the code can follow it.
import { Worker } from '@temporalio/worker'
import type { NamedKey } from '../../keys/key-ring.js'
import { createCodec } from '../../temporal/codec.js'
import { guardPromiseHooks } from './guard-promise-hooks.js'
import type { History } from './history-json.js'

export interface ReplayOptions {
  /** The bundle's code. */
  readonly bundle: string
  /** Null: the histories are saved ones, in which nothing is encrypted. */
  readonly codecKeys: readonly NamedKey[] | null
}

export interface Replayed {
  readonly workflowId: string
  /** Why the code can't follow; null where it can. */
  readonly refused: Refusal | null
}

export interface Refusal {
  /** The id of the event from which on the code differs; null where it doesn't even begin. */
  readonly event: number | null
  readonly why: string
}

/** Holds one history at a time: the next one is asked for when the last has been replayed. */
export async function* replayHistories(
  { bundle, codecKeys }: ReplayOptions,
  histories: AsyncIterable<{ readonly workflowId: string; readonly history: History }>,
): AsyncIterable<Replayed> {
  // Without the failure converter: a failure of the replay itself is to be read here.
  const dataConverter = codecKeys ? { payloadCodecs: [createCodec(codecKeys)] } : {}
  let current: History = {}
  async function* oneByOne() {
    for await (const given of histories) {
      current = given.history
      yield given
    }
  }
  guardPromiseHooks()
  const results = Worker.runReplayHistories({ workflowBundle: { code: bundle }, dataConverter }, oneByOne())
  for await (const { workflowId, error } of results) yield { workflowId, refused: error ? toRefusal(error.message, current) : null }
}

/** As `replayHistories`, for a single one. */
export async function replayHistory(options: ReplayOptions, history: History): Promise<Refusal | null> {
  async function* single() {
    yield { workflowId: 'single', history }
  }
  for await (const { refused } of replayHistories(options, single())) return refused
  return null
}

/** The SDK's message names types and ids; what a recipe's own error says may hold what a person typed, so only its class goes on. */
function toRefusal(message: string, history: History): Refusal {
  if (message.includes('no such function is exported')) {
    return { event: null, why: 'workflows/index.ts of this checkout exports no workflow of its type' }
  }
  // The codec's own sentences hold nothing but a key's name.
  const [, unreadable] = /message: "(A payload (?:isn't encrypted|was encrypted|doesn't open).*?)", source/s.exec(message) ?? []
  if (unreadable !== undefined) return { event: null, why: unreadable.replaceAll('\\"', '"') }
  const [, difference] = /Nondeterminism error: (.*?)(?:", source:|$)/s.exec(message) ?? []
  if (difference === undefined) {
    const type = /r#type: "(\w+)"/.exec(message)?.[1]
    return { event: null, why: `its code throws${type === undefined ? '' : ` a ${type}`} when it is replayed` }
  }
  return { event: eventOf(difference, history), why: difference.replaceAll('\\"', '"') }
}

/** Temporal names the event, or only the type of its activity: then it is the first of that type, or a later one. */
function eventOf(difference: string, { events }: History): number | null {
  const id = /HistoryEvent\(id: (\d+)/.exec(difference)?.[1]
  if (id !== undefined) return Number(id)
  const type = /scheduled event '([^']+)'/.exec(difference)?.[1]
  const event = events?.find(
    ({ activityTaskScheduledEventAttributes: scheduled }) => type !== undefined && scheduled?.activityType?.name === type,
  )
  return event?.eventId ? Number(event.eventId) : null
}
