// A record that was submitted for approval: its state, and who must decide.
import { z } from 'zod'
import type { ActionCall, AppPerson } from '../define-app.js'
import { PermissionDenied } from '../errors.js'
import { queryAll } from './query.js'

/** Somebody of the org who is asked to decide. */
export interface Approver {
  readonly userId: string
  readonly name: string
}
export interface ApprovalRequest {
  readonly app: 'salesforce'
  /** Of the process instance. */
  readonly id: string
  readonly record: { readonly id: string; readonly name: string }
  /** `Pending`, `Approved`, `Rejected`, `Removed`. */
  readonly status: string
  /** One for each who is asked now, with the work item that they decide; none once it is decided. */
  readonly asked: readonly { readonly workItem: string; readonly approver: Approver }[]
  /** The same people, to be asked in Teams. Queues and groups aren't among them. */
  readonly approvers: readonly AppPerson[]
}

const named = z.object({ Name: z.string().nullable() }).nullish()
const instanceRow = z.object({ Id: z.string(), Status: z.string(), TargetObjectId: z.string(), TargetObject: named })
const itemRow = z.object({ Id: z.string(), ActorId: z.string(), Actor: named })

/** @throws PermissionDenied where this account can't see it */
export async function readApproval(call: Pick<ActionCall, 'request' | 'accountKey'>, instanceId: string): Promise<ApprovalRequest> {
  const fields = ['Id', 'Status', 'TargetObjectId', 'TargetObject.Name']
  const where = [{ field: 'Id', op: 'is', value: instanceId }] as const
  const [instance] = await queryAll(call, { object: 'ProcessInstance', fields, where, limit: 1 }, instanceRow)
  if (!instance) throw new PermissionDenied("The approval isn't there, or this account may not see it.")
  const items = await queryAll(
    call,
    {
      ...{ object: 'ProcessInstanceWorkitem', fields: ['Id', 'ActorId', 'Actor.Name'], limit: 50 },
      where: [{ field: 'ProcessInstanceId', op: 'is', value: instanceId }],
    },
    itemRow,
  )
  const approvers = await Promise.all(items.slice(0, APPROVERS_AT_MOST).map(({ ActorId }) => personOf(call, ActorId)))
  return {
    app: 'salesforce',
    id: instance.Id,
    record: { id: instance.TargetObjectId, name: instance.TargetObject?.Name ?? '' },
    status: instance.Status,
    asked: items.map(({ Id, ActorId, Actor }) => ({ workItem: Id, approver: { userId: ActorId, name: Actor?.Name ?? '' } })),
    approvers: approvers.flat(),
  }
}

const APPROVERS_AT_MOST = 5
const userRow = z.object({ Id: z.string(), Name: z.string(), Email: z.string().nullable() })

/** None where it is no user. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
async function personOf(call: Pick<ActionCall, 'request' | 'accountKey'>, userId: string): Promise<AppPerson[]> {
  const where = [{ field: 'Id', op: 'is', value: userId }] as const
  const users = await queryAll(call, { object: 'User', fields: ['Id', 'Name', 'Email'], where, limit: 1 }, userRow)
  const [org = ''] = call.accountKey.split('/')
  return users.map(({ Id, Name, Email }) => ({ app: 'salesforce', accountKey: `${org}/${Id}`, name: Name, email: Email ?? '' }))
}
