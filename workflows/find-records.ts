// What somebody typed for a record becomes the record, before the recipe's first step: looked up as whom the recipe acts in that app.
import { ApplicationFailure } from '@temporalio/workflow'
import type { RecordRef, WantedRecord } from '../apps/record-ref.js'
import type { Param } from './params.js'
import type { CallOptions } from './recipe-context.js'

interface Finder {
  findRecord(wanted: WantedRecord, options: CallOptions): Promise<RecordRef>
}

/** One after another, as the spec has them; a sign-in that is needed pauses here. Without such a parameter nothing is scheduled. */
export async function findRecords(
  declared: Readonly<Record<string, Param>>,
  params: Readonly<Record<string, unknown>>,
  apps: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = { ...params }
  for (const [key, param] of Object.entries(declared)) {
    const text = params[key]
    if (param.kind !== 'record' || typeof text !== 'string') continue
    const [app = ''] = param.type.split('.')
    const client = apps[app] as Finder | undefined
    if (!client)
      throw ApplicationFailure.nonRetryable(
        `The parameter "${key}" is a record of ${app}, which the recipe doesn't declare.`,
        'RecipeError',
      )
    found[key] = await client.findRecord({ type: param.type, text }, { label: key })
  }
  return found
}
