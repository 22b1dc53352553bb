// What stays of a history that is to be kept in a repository: held against every field that Temporal's own description of events has.
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { createCodec } from '../../temporal/codec.js'
import type { History } from '../../worker/versions/history-json.js'
import { readRepositoryFile } from '../repository/files.js'
import { stripHistory } from '../../worker/versions/strip-history.js'
import { createStripper } from '../../worker/versions/strip-value.js'

interface Field {
  readonly name: string
  readonly type: string
  readonly map: boolean
  readonly repeated: boolean
  readonly resolvedType: { readonly fullName: string; readonly fieldsArray?: readonly Field[]; readonly values?: object } | null
  resolve(): Field
}
interface Message {
  readonly fullName: string
  readonly fieldsArray: readonly Field[]
}

/** Protobuf's description of all of Temporal's messages, which the package brings and its types don't name. */
const described = createRequire(import.meta.url)('@temporalio/proto/protos/json-module.js') as { lookupType(name: string): Message }
const event = described.lookupType('temporal.api.history.v1.HistoryEvent')
const codecKeys = [{ id: 'test', key: randomBytes(32) }]
const codec = createCodec(codecKeys)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Something personal, by which the field it stood in is found again. */
const personal = (path: readonly string[]): string => `Alice:${path.slice(-2).join('.')};`

async function payload(path: readonly string[]): Promise<object> {
  const plain = { metadata: { encoding: bytes('json/plain') }, data: bytes(JSON.stringify({ text: personal(path) })) }
  const [sealed] = await codec.encode([plain])
  return sealed ?? {}
}

/** Every text and every payload in it is personal. A message that holds itself (a cause) does so once. */
async function filled(message: Message, path: readonly string[], within: readonly string[] = []): Promise<object> {
  const entries = await Promise.all(
    message.fieldsArray.map(async (each) => [
      each.name,
      await valueOf(each.resolve(), [...path, each.name], [...within, message.fullName]),
    ]),
  )
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as object
}

async function valueOf({ type, map, repeated, resolvedType }: Field, path: readonly string[], within: readonly string[]): Promise<unknown> {
  const single = async (): Promise<unknown> => {
    if (type === 'string') return personal(path)
    if (!resolvedType?.fieldsArray || within.filter((name) => name === resolvedType.fullName).length > 1) return undefined
    if (resolvedType.fullName === '.temporal.api.common.v1.Payload') return payload(path)
    return filled(resolvedType as Message, path, within)
  }
  const value = await single()
  if (value === undefined) return undefined
  if (map) return { [personal([...path, 'key'])]: value }
  return repeated ? [value] : value
}

describe('a stripped history', () => {
  it('has a text only where a program or Temporal itself wrote it, whatever event it stood in', async () => {
    const whole = { events: [await filled(event, [])] } as History
    const text = JSON.stringify(await stripHistory(whole, { codecKeys, words: [] }))
    const left = new Set([...text.matchAll(/Alice:([^;]*);/g)].map(([, path = '']) => path))
    expect([...left].sort()).toEqual(
      [
        ...['workflowType.name', 'activityType.name', 'sdkMetadata.sdkName', 'sdkMetadata.sdkVersion'],
        ...['applicationFailureInfo.type', 'nexusHandlerFailureInfo.type', 'input.name', 'details.key'],
        ...['failure.source', 'cause.source', 'lastFailure.source', 'continuedFailure.source'],
        ...['retryPolicy.nonRetryableErrorTypes', 'newRetryPolicy.nonRetryableErrorTypes'],
        ...['activityFailureInfo.activityId', 'activityTaskScheduledEventAttributes.activityId'],
        ...['timerStarted', 'timerFired', 'timerCanceled'].map((timer) => `${timer}EventAttributes.timerId`),
        ...['workflowExecutionSignaled', 'signalExternalWorkflowExecutionInitiated'].map((by) => `${by}EventAttributes.signalName`),
        'markerRecordedEventAttributes.markerName',
        ...['original', 'first', 'continued'].map((of) => `workflowExecutionStartedEventAttributes.${of}ExecutionRunId`),
        ...['base', 'new'].map((of) => `workflowTaskFailedEventAttributes.${of}RunId`),
      ].sort(),
    )
  })
})

describe('the search attributes of a stripped history', () => {
  const plain = (value: unknown) => ({
    metadata: { encoding: bytes('json/plain'), type: bytes('Keyword') },
    data: bytes(JSON.stringify(value)),
  })

  it('are ours, and name nobody', async () => {
    const indexedFields = { RecipeId: plain('pipeline'), CallerId: plain('a-pseudonym'), CustomerName: plain('Alice') }
    const events = [{ upsertWorkflowSearchAttributesEventAttributes: { searchAttributes: { indexedFields } } }]
    expect(await stripHistory({ events }, { codecKeys, words: [] })).toEqual({
      events: [
        {
          upsertWorkflowSearchAttributesEventAttributes: {
            searchAttributes: {
              indexedFields: { CallerId: { json: 'caller', type: 'Keyword' }, RecipeId: { json: 'pipeline', type: 'Keyword' } },
            },
          },
        },
      ],
    })
  })
})

describe('a stripped value', () => {
  it('keeps its shape, also where a field is called as every object has one', () => {
    const strip = createStripper(['Negotiation'])
    const given = { constructor: 'Acme', toString: 'Bob', stage: 'Negotiation', locale: 'da-DK', lines: ['Acme', 5, null] }
    expect(strip(given)).toEqual({
      constructor: 'text-1',
      toString: 'text-2',
      stage: 'Negotiation',
      locale: 'en-US',
      lines: ['text-1', 5, null],
    })
  })
})

it('leaves every word by which activities tell a workflow what became of something', () => {
  const words = readRepositoryFile('workflows/activity-types.ts').matchAll(/kind: '(\w+)'(?: \| '(\w+)')*/g)
  const kinds = [...words].flatMap(([all]) => [...all.matchAll(/'(\w+)'/g)].map(([, word = '']) => word))
  expect(kinds).toContain('pressed')
  const strip = createStripper([])
  expect(kinds.map(strip)).toEqual(kinds)
})
