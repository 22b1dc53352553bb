// What somebody typed for a record becomes the record, before the recipe's first step: looked up as whom the recipe acts in that app.
import { ApplicationFailure } from '@temporalio/workflow'
import type { RecordRef, SeveralRecords, WantedOfSeveral } from '../apps/record-ref.js'
import { chooseRecord } from './choose-record.js'
import type { WakeUps } from './decision.js'
import type { Param } from './params.js'
import type { CallOptions } from './recipe-context.js'

interface Finder {
  findRecord(wanted: WantedOfSeveral, options: CallOptions): Promise<RecordRef | SeveralRecords>
}

/**
 * One after another, as the spec has them; a sign-in that is needed pauses here, and where several fit the caller chooses. Without such a
 * parameter nothing is scheduled.
 */
export async function findRecords(
  declared: Readonly<Record<string, Param>>,
  params: Readonly<Record<string, unknown>>,
  { apps, wakeUps }: { apps: Readonly<Record<string, unknown>>; wakeUps: WakeUps },
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
    const one = await client.findRecord({ type: param.type, text, several: 'give' }, { label: key })
    found[key] = 'matches' in one ? await chooseRecord({ ...one, stepKey: `choose ${key}`, label: param.label, text }, wakeUps) : one
  }
  return found
}
