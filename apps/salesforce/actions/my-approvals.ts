// What waits for the decision of the account that acts, the oldest first.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_processinstanceworkitem.htm
import { z } from 'zod'
import { defineRead } from '../../define-app.js'
import { accountUser } from '../account-user.js'
import { queryAll } from '../query.js'

export interface PendingApproval {
  /** Of the work item: what approve and reject take. */
  readonly id: string
  /** Of the process that it belongs to: by it a decision that was made meanwhile is told. */
  readonly request: string
  readonly record: { readonly id: string; readonly name: string }
  readonly submittedBy: string
  /** ISO */
  readonly since: string
  /** Of the record; Salesforce knows its object by the id. */
  readonly url: string
}

const named = z.object({ Name: z.string().nullable() }).nullish()
const row = z.object({
  Id: z.string(),
  CreatedDate: z.string(),
  ProcessInstanceId: z.string(),
  ProcessInstance: z.object({ TargetObjectId: z.string(), TargetObject: named, CreatedBy: named }),
})
const AT_MOST = 50

export const myApprovals = defineRead<void, readonly PendingApproval[]>({
  async perform(call) {
    const items = await queryAll(
      call,
      {
        object: 'ProcessInstanceWorkitem',
        fields: [
          'Id',
          'CreatedDate',
          'ProcessInstanceId',
          'ProcessInstance.TargetObjectId',
          'ProcessInstance.TargetObject.Name',
          'ProcessInstance.CreatedBy.Name',
        ],
        where: [{ field: 'ActorId', op: 'is', value: accountUser(call.accountKey) }],
        orderBy: { field: 'CreatedDate', direction: 'asc' },
        limit: AT_MOST,
      },
      row,
    )
    return items.map(({ Id, CreatedDate, ProcessInstanceId, ProcessInstance: { TargetObjectId, TargetObject, CreatedBy } }) => ({
      id: Id,
      request: ProcessInstanceId,
      record: { id: TargetObjectId, name: TargetObject?.Name ?? '' },
      submittedBy: CreatedBy?.Name ?? '',
      since: new Date(CreatedDate).toISOString(),
      url: `${call.host}/${encodeURIComponent(TargetObjectId)}`,
    }))
  },
})
