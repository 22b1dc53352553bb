// Saved histories as JSON files: payloads stand in them as plain values, so that a difference can be read.
// Temporal's own conversion fails where two versions of protobufjs are installed.
import proto from '@temporalio/proto'

const { History } = proto.temporal.api.history.v1
export type History = proto.temporal.api.history.v1.IHistory

/** A history as JSON values: 64-bit numbers and enums as strings, bytes in base64. */
export interface HistoryObject {
  readonly events?: readonly Readonly<Record<string, unknown>>[]
}

interface Conversion {
  toObject(message: object, options: object): HistoryObject
  fromObject(object: unknown): History
}
// The package declares its reflection types as plain classes.
const conversion = History as unknown as Conversion

export const toObject = (history: History): HistoryObject =>
  conversion.toObject(History.create(history), { bytes: String, longs: String, enums: String })

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** How a payload of JSON stands in a file; `type` is a search attribute's. */
export interface ReadablePayload {
  readonly json: unknown
  readonly type?: string
}

/** The history of a saved file, ready to be replayed without a codec. */
export function readSavedHistory(text: string): History {
  return conversion.fromObject(expand(JSON.parse(text)))
}

function expand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expand)
  if (typeof value !== 'object' || value === null) return value
  if ('json' in value) return toPayload(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]))
}

function toPayload({ json, type }: ReadablePayload): object {
  const metadata = { encoding: base64('json/plain'), ...(type !== undefined && { type: base64(type) }) }
  return { metadata, data: base64(JSON.stringify(json)) }
}
