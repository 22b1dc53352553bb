// What a Salesforce admin makes for Workbot: the field by which a write whose answer was lost is recognised (docs/apps/salesforce.md).
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import { z } from 'zod'
import type { ActionCall, SetUp, SetUpFinding } from '../define-app.js'
import { KEY_FIELD } from './workbot-key.js'

const field = z.object({
  ...{ name: z.string(), length: z.number().default(0), createable: z.boolean().default(false) },
  ...{ unique: z.boolean().default(false), externalId: z.boolean().default(false), caseSensitive: z.boolean().default(false) },
})
const described = z.object({ fields: z.array(field) })
type Field = z.infer<typeof field>

/** The longest effect key fits. */
const LENGTH = 255

export const salesforceSetUp: SetUp = {
  look: `In Setup, Object Manager: Opportunity has a field ${KEY_FIELD} (Text 255, External ID, Unique, case sensitive), and Activity one of the same name (Text 255).`,
  async check(call) {
    return [await opportunity(call), await activity(call)]
  },
}

/** Of other objects only recipes know; they need the same. */
async function opportunity(call: Pick<ActionCall, 'request'>): Promise<SetUpFinding> {
  const found = await keyField(call, 'Opportunity')
  if (!found) return missing('Opportunity', 'Text of length 255, External ID, Unique, case sensitive')
  const lacks = [
    ...(found.externalId ? [] : ['External ID']),
    ...(found.unique ? [] : ['Unique']),
    ...(found.caseSensitive ? [] : ['case sensitive']),
    ...writable(found),
  ]
  return verdict('Opportunity', lacks)
}

/** Fields of activities can't be unique. */
async function activity(call: Pick<ActionCall, 'request'>): Promise<SetUpFinding> {
  const found = await keyField(call, 'Task')
  return found ? verdict('Task', writable(found)) : missing('Task', 'on Activity, Text of length 255')
}

function writable({ length, createable }: Field): string[] {
  return [...(length < LENGTH ? [`length ${String(LENGTH)}`] : []), ...(createable ? [] : ['edit for this account (field-level security)'])]
}

async function keyField({ request }: Pick<ActionCall, 'request'>, object: string): Promise<Field | undefined> {
  const { json } = await request({ method: 'GET', path: `/sobjects/${object}/describe` })
  return described.parse(json).fields.find(({ name }) => name === KEY_FIELD)
}

function missing(object: string, how: string): SetUpFinding {
  const todo = `Make it in Setup, Object Manager (${how}), and give whoever runs recipes edit by field-level security.`
  return { isRight: false, what: `${object} has no field ${KEY_FIELD} that this account sees`, todo }
}

function verdict(object: string, lacks: readonly string[]): SetUpFinding {
  if (lacks.length === 0) return { isRight: true, what: `${object}.${KEY_FIELD} is as it should be` }
  return { isRight: false, what: `${object}.${KEY_FIELD} lacks: ${lacks.join(', ')}`, todo: 'Correct it in Setup, Object Manager.' }
}
