// An approval as it stands now, for a question that asks somebody to decide it.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_processinstancestep.htm
import { z } from 'zod'
import type { ActionCall, RequestState } from '../define-app.js'
import { readApproval } from './approval-request.js'
import { queryAll } from './query.js'
import { recordId } from './record-id.js'

type Call = Pick<ActionCall, 'request' | 'accountKey'>
const stepRow = z.object({ CreatedDate: z.string(), Actor: z.object({ Name: z.string().nullable() }).nullish() })

/** @throws PermissionDenied where this account can't see it */
export async function readRequest(call: Call, id: string): Promise<RequestState> {
  const { status, record } = await readApproval(call, id)
  const [settled, facts] = await Promise.all([status === 'Pending' ? null : whoDecided(call, id, status), factsOf(call, record.id)])
  return { settled, facts }
}

/** Of one that isn't pending any more. */
export async function whoDecided(call: Call, id: string, status: string): Promise<RequestState['settled']> {
  const [step] = await queryAll(
    call,
    {
      ...{ object: 'ProcessInstanceStep', fields: ['CreatedDate', 'Actor.Name'], limit: 1 },
      where: [
        { field: 'ProcessInstanceId', op: 'is', value: id },
        { field: 'StepStatus', op: 'is', value: status },
      ],
      orderBy: { field: 'CreatedDate', direction: 'desc' },
    },
    stepRow,
  )
  return { how: status, by: step?.Actor?.Name ?? null, at: step ? new Date(step.CreatedDate).toISOString() : null }
}

const OPPORTUNITY = '006'
const labels: Readonly<Record<string, string>> = { Name: 'Name', Amount: 'Amount', StageName: 'Stage', CloseDate: 'Close date' }

/** Of an opportunity: what it is called, worth and due, and the org's own fields, as this account sees them. Of other records nothing is compared. */
async function factsOf({ request }: Call, id: string): Promise<RequestState['facts']> {
  if (!id.startsWith(OPPORTUNITY)) return []
  const { json } = await request({ method: 'GET', path: `/sobjects/Opportunity/${recordId(id)}` })
  return Object.entries(z.record(z.string(), z.unknown()).parse(json)).flatMap(([field, value]) => {
    const label = labelOf(field)
    if (label === null || !(value === null || typeof value === 'string' || typeof value === 'number')) return []
    return [{ label, value: value ?? '' }]
  })
}

/** `Discount__c` is *Discount*. */
function labelOf(field: string): string | null {
  if (field in labels) return labels[field] ?? null
  return field.endsWith('__c') && field !== 'Workbot_Key__c' ? field.slice(0, -3).replaceAll('_', ' ') : null
}
