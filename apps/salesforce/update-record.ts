// Changes a record where nobody else has changed it since: Salesforce itself refuses a change whose precondition no longer holds.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_conditional_requests.htm
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { OutcomeUnknown } from '../errors.js'
import { RecordChanged } from './errors.js'
import { recordId } from './record-id.js'
import { soqlName } from './soql.js'

export type FieldValue = string | number | boolean | null

export interface RecordChange {
  readonly object: string
  readonly id: string
  /** By API name; what is undefined isn't changed. */
  readonly fields: Readonly<Record<string, FieldValue | undefined>>
  /** When it was last modified as the recipe knows it; else as it is at the first try. ISO. */
  readonly unmodifiedSince: string | undefined
}

const versioned = z.object({ LastModifiedDate: z.string() })

/** @throws RecordChanged where somebody else was first, OutcomeUnknown where that can't be told from our own lost try */
export async function updateOnce(call: ActionCall, change: RecordChange): Promise<void> {
  const path = `/sobjects/${soqlName(change.object)}/${recordId(change.id)}`
  const wanted = Object.entries(change.fields).filter((field): field is [string, FieldValue] => field[1] !== undefined)
  const since = await call.noteOnce(async () => change.unmodifiedSince ?? (await versionOf(call, path)))
  try {
    const headers = { 'if-unmodified-since': new Date(since).toUTCString() }
    await call.request({ method: 'PATCH', path, headers, json: Object.fromEntries(wanted) })
  } catch (error) {
    if (!(error instanceof RecordChanged)) throw error
    if (await isAsWanted(call, path, wanted)) return
    if (call.isRetry) throw new OutcomeUnknown('It was changed since, by the lost request or by somebody else.')
    throw error
  }
}

async function versionOf({ request }: ActionCall, path: string): Promise<string> {
  const { json } = await request({ method: 'GET', path, query: { fields: 'LastModifiedDate' } })
  return versioned.parse(json).LastModifiedDate
}

/** Whoever set them: the record holds what was wanted. */
async function isAsWanted({ request }: ActionCall, path: string, wanted: readonly [string, FieldValue][]): Promise<boolean> {
  const { json } = await request({ method: 'GET', path, query: { fields: wanted.map(([name]) => name).join(',') } })
  const record = z.record(z.string(), z.unknown()).parse(json)
  return wanted.every(([name, value]) => asStored(record[name]) === asStored(value))
}

/** Salesforce stores an empty text as null, and without the blanks around it. */
function asStored(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() || null : (value ?? null)
}
