// `PATCH /sobjects/ProcessInstanceWorkitem/<id>`: a pending approval is handed to another user.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_processinstanceworkitem.htm
import { z } from 'zod'
import type { ApprovalDeps } from './approvals.js'
import type { Account } from './accounts.js'
import { ApiError, notFound } from './errors.js'
import { isSameId } from './ids.js'
import { objects } from './objects.js'

export const WORK_ITEM = 'ProcessInstanceWorkitem'
const change = z.strictObject({ ActorId: z.string() })

/**
 * By whoever is asked, or an administrator; to somebody who may see the record.
 * https://help.salesforce.com/s/articleView?id=000387357
 */
export async function reassignWorkItem({ accounts, records }: ApprovalDeps, account: Account, id: string, body: unknown): Promise<void> {
  const item = records.all(WORK_ITEM).find(({ Id, OrgId }) => isSameId(Id, id) && OrgId === account.org.id)
  if (!item) throw notFound()
  const parsed = change.safeParse(body)
  if (!parsed.success) throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields')
  if (item.ActorId !== account.userId && account.rights !== 'viewAll')
    throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
  const next = accounts.find(({ userId, org }) => isSameId(userId, parsed.data.ActorId) && org.id === account.org.id)
  if (!next) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  const isVisible = Object.keys(objects).some((type) => records.visibleTo(next, type).some(({ Id }) => Id === item.TargetObjectId))
  if (!isVisible)
    throw new ApiError(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id')
  Object.assign(item, { ActorId: next.userId, LastModifiedById: account.userId, LastModifiedDate: new Date().toISOString() })
  await records.save()
}
