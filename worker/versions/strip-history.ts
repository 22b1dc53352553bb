// Makes of a run's history one that may be kept in a repository: opened with the deployment's keys, without personal data, replayable.
import type { Payload } from '@temporalio/common'
import type { NamedKey } from '../../keys/key-ring.js'
import { createCodec } from '../../temporal/codec.js'
import { appId, callerId, recipeId, runState } from '../../workflows/search-attributes.js'
import { toObject, type History, type HistoryObject, type ReadablePayload } from './history-json.js'
import { createStripper } from './strip-value.js'

export interface StripOptions {
  /** The deployment's codec keys. */
  readonly codecKeys: readonly NamedKey[]
  /** Texts that stay as they are. */
  readonly words: readonly string[]
}

/**
 * The texts of an event, outside of payloads, that a replay or its reader needs: names that programs gave, ids that Temporal drew. Any
 * other text goes: a reason that an operator wrote, hosts, and whatever a later Temporal adds.
 */
const kept = new Set([
  ...['name', 'type', 'source', 'nonRetryableErrorTypes', 'signalName', 'markerName', 'activityId', 'timerId', 'sdkName', 'sdkVersion'],
  ...['originalExecutionRunId', 'firstExecutionRunId', 'continuedExecutionRunId', 'baseRunId', 'newRunId'],
])
/** In JSON, 64-bit numbers and enums are texts too. */
const numberOrEnum = /^(-?\d+|[A-Z]+(_[A-Z\d]+)+)$/
/** Whole parts that nothing reads: headers, memos, summaries, who and on which host, versions. */
const unread = new Set([
  ...['header', 'memo', 'upsertedMemo', 'userMetadata', 'links', 'principal', 'eventGroupMarkers', 'completionCallbacks'],
  ...['identity', 'requestId', 'taskId', 'workerVersion', 'meteringMetadata', 'historySizeBytes', 'priority', 'reason'],
  ...['lastHeartbeatDetails', 'heartbeatDetails', 'prevAutoResetPoints', 'lastCompletionResult'],
])
/** The last is the SDK's own, of `patched()`. */
const ourAttributes = new Set([...[recipeId, runState, appId, callerId].map(({ name }) => name), 'TemporalChangeVersion'])
const failures = ['failure', 'cause', 'lastFailure', 'continuedFailure']
/** A replay reads what a run was given: its input, signals, results of activities. What it sent out, it makes again. */
const sentOut = [
  'activityTaskScheduledEventAttributes',
  'workflowExecutionCompletedEventAttributes',
  'workflowExecutionFailedEventAttributes',
]

/** @throws WB-TEMPORAL-002 where a key is missing */
export async function stripHistory(history: History, { codecKeys, words }: StripOptions): Promise<HistoryObject> {
  const codec = createCodec(codecKeys)
  const strip = createStripper(words)

  const open = async (payload: EncodedPayload): Promise<EncodedPayload> => {
    if (encodingOf(payload) !== 'binary/encrypted') return payload
    const [opened] = await codec.decode([fromBase64(payload)])
    return toBase64(opened ?? {})
  }
  const stripPayload = async (payload: EncodedPayload): Promise<EncodedPayload | ReadablePayload> => {
    const opened = await open(payload)
    // Nothing of ours is sent as bytes; a null has no data.
    if (encodingOf(opened) !== 'json/plain') return { metadata: { encoding: opened.metadata['encoding'] ?? '' } }
    return { json: strip(jsonOf(opened)) }
  }
  const stripFailure = async (failure: Fields): Promise<Fields> => {
    const { encodedAttributes, message, stackTrace: _, ...rest } = failure
    const opened = isPayload(encodedAttributes) ? (jsonOf(await open(encodedAttributes)) as Fields) : { message }
    return { ...((await walk(rest)) as Fields), message: strip(opened['message'] ?? '') }
  }
  const walk = async (value: unknown, key = ''): Promise<unknown> => {
    if (typeof value === 'string') return kept.has(key) || numberOrEnum.test(value) ? value : undefined
    if (Array.isArray(value)) return Promise.all(value.map((inner) => walk(inner, key)))
    if (!isFields(value)) return value
    if (isPayload(value)) return stripPayload(value)
    const entries = Object.entries(value).filter(([name]) => !unread.has(name))
    return Object.fromEntries(await Promise.all(entries.map(async ([name, inner]) => [name, await field(name, inner)])))
  }
  const field = async (key: string, value: unknown): Promise<unknown> => {
    if (sentOut.includes(key) && isFields(value)) {
      const { input: _input, result: _result, failure: _failure, ...rest } = value
      return walk(rest)
    }
    if (failures.includes(key) && isFields(value)) return stripFailure(value)
    // Temporal's own note of a `patched()`; its name is the author's.
    if (key === 'markerRecordedEventAttributes' && isFields(value) && value['markerName'] === 'core_patch') return value
    if (key === 'searchAttributes' && isFields(value)) return { indexedFields: searchAttributes(value['indexedFields']) }
    if (key === 'taskQueue') return { name: 'workbot' }
    if (key === 'workflowId') return 'saved-run'
    return walk(value, key)
  }
  return (await walk(toObject(history))) as HistoryObject
}

/** They are plain at Temporal too, and hold nobody's name; who asked stands there as a pseudonym. Others than ours go. */
function searchAttributes(fields: unknown): Record<string, ReadablePayload> {
  const known = Object.entries(isFields(fields) ? fields : {})
    .filter((entry): entry is [string, EncodedPayload] => ourAttributes.has(entry[0]) && isPayload(entry[1]))
    // Temporal gives them in any order.
    .sort(([one], [other]) => one.localeCompare(other))
  return Object.fromEntries(
    known.map(([name, payload]) => [
      name,
      { json: name === callerId.name ? 'caller' : jsonOf(payload), type: Buffer.from(payload.metadata['type'] ?? '', 'base64').toString() },
    ]),
  )
}

type Fields = Readonly<Record<string, unknown>>
interface EncodedPayload {
  readonly metadata: Readonly<Record<string, string>>
  readonly data?: string
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
function isPayload(value: unknown): value is EncodedPayload {
  return isFields(value) && isFields(value['metadata']) && typeof value['metadata']['encoding'] === 'string'
}
const encodingOf = ({ metadata }: EncodedPayload): string => Buffer.from(metadata['encoding'] ?? '', 'base64').toString()
const jsonOf = ({ data = '' }: EncodedPayload): unknown => JSON.parse(Buffer.from(data, 'base64').toString())

function fromBase64({ metadata, data = '' }: EncodedPayload): Payload {
  const bytes = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const)
  return { metadata: Object.fromEntries(bytes), data: Buffer.from(data, 'base64') }
}

function toBase64({ metadata, data }: Payload): EncodedPayload {
  const texts = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')] as const)
  return { metadata: Object.fromEntries(texts), data: Buffer.from(data ?? new Uint8Array()).toString('base64') }
}
