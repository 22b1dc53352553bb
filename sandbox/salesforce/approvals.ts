// `POST /process/approvals`: a record is submitted, and approved or rejected by whoever it is assigned to.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_process_approvals_post.htm
import { z } from 'zod'
import type { Account } from './accounts.js'
import { ApiError } from './errors.js'
import { isSameId } from './ids.js'
import { objects } from './objects.js'
import type { RecordStore, StoredRecord } from './records.js'

const requests = z.object({
  requests: z
    .array(
      z.object({
        actionType: z.enum(['Submit', 'Approve', 'Reject']),
        contextId: z.string(),
        comments: z.string().max(4_000).optional(),
        nextApproverIds: z.array(z.string()).optional(),
      }),
    )
    .min(1),
})
type Asked = z.infer<typeof requests>['requests'][number]

export interface ApprovalDeps {
  readonly accounts: readonly Account[]
  readonly records: RecordStore
}

/** Requests that succeed are kept where others don't. @throws ApiError for the first, where it is the only one */
export async function processApprovals(deps: ApprovalDeps, account: Account, body: unknown): Promise<object[]> {
  const parsed = requests.safeParse(body)
  if (!parsed.success) throw new ApiError(400, 'JSON_PARSER_ERROR', 'Unrecognized process request')
  const results: object[] = []
  for (const asked of parsed.data.requests) {
    results.push(
      await (asked.actionType === 'Submit' ? submit(deps, account, asked) : decide(deps, account, asked)).catch((error: unknown) => {
        if (!(error instanceof ApiError) || parsed.data.requests.length === 1) throw error
        const { errorCode: statusCode, message } = error
        return { actorIds: null, entityId: null, errors: [{ statusCode, message, fields: [] }], instanceId: null, success: false }
      }),
    )
  }
  return results
}

const INSTANCE = { name: 'ProcessInstance', prefix: '04g' }
const STEP = { name: 'ProcessInstanceStep', prefix: '04h' }
const WORK_ITEM = { name: 'ProcessInstanceWorkitem', prefix: '04i' }

async function submit(deps: ApprovalDeps, account: Account, { contextId, comments, nextApproverIds = [] }: Asked): Promise<object> {
  const { records, accounts } = deps
  const record = findRecord(records, account, contextId)
  if (account.rights === 'readOnly') throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
  if (pendingOf(records, record.Id)) throw new ApiError(400, 'ALREADY_IN_PROCESS', 'Cannot submit object already in process.')
  if ((record.Discount__c ?? null) === null) throw new ApiError(400, 'NO_APPLICABLE_PROCESS', 'No applicable approval process was found.')
  const approver =
    accounts.find(({ userId }) => userId === nextApproverIds[0]) ??
    accounts.find(({ key, org }) => key === account.manager && org.id === account.org.id)
  if (!approver)
    throw new ApiError(400, 'MANAGER_NOT_DEFINED', 'This request can not be submitted: the manager of the submitter is not defined.')
  const instance = await records.add(account, INSTANCE, {
    ...{ TargetObjectId: record.Id, Status: 'Pending', SubmittedById: account.userId, CompletedDate: null },
  })
  await addStep(records, account, instance, { StepStatus: 'Started', Comments: comments ?? null })
  const item = await records.add(account, WORK_ITEM, {
    ...{ ProcessInstanceId: instance.Id, TargetObjectId: record.Id, ActorId: approver.userId, OriginalActorId: approver.userId },
  })
  return result(instance, { actorIds: [approver.userId], newWorkitemIds: [item.Id] })
}

async function decide({ records }: ApprovalDeps, account: Account, { contextId, actionType, comments }: Asked): Promise<object> {
  const items = records.all(WORK_ITEM.name)
  const item = items.find(({ Id, OrgId }) => isSameId(Id, contextId) && OrgId === account.org.id)
  const instance = records.all(INSTANCE.name).find(({ Id }) => Id === item?.ProcessInstanceId)
  if (!item || !instance) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  if (item.ActorId !== account.userId && account.rights !== 'viewAll')
    throw new ApiError(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights on cross-reference id')
  const status = actionType === 'Approve' ? 'Approved' : 'Rejected'
  items.splice(items.indexOf(item), 1)
  Object.assign(instance, { Status: status, CompletedDate: new Date().toISOString() })
  await addStep(records, account, instance, { StepStatus: status, Comments: comments ?? null })
  return result(instance, { actorIds: null, newWorkitemIds: [] })
}

function addStep(
  records: RecordStore,
  account: Account,
  instance: StoredRecord,
  how: { StepStatus: string; Comments: string | null },
): Promise<StoredRecord> {
  const { Id: ProcessInstanceId, TargetObjectId = null } = instance
  return records.add(account, STEP, { ProcessInstanceId, TargetObjectId, ActorId: account.userId, OriginalActorId: account.userId, ...how })
}

function result(
  { Id, TargetObjectId, Status }: StoredRecord,
  how: { actorIds: readonly string[] | null; newWorkitemIds: readonly string[] },
): object {
  return { ...how, entityId: TargetObjectId, errors: null, instanceId: Id, instanceStatus: Status, success: true }
}

function findRecord(records: RecordStore, account: Account, id: string): StoredRecord {
  const found = Object.keys(objects)
    .flatMap((type) => records.visibleTo(account, type))
    .find((one) => isSameId(one.Id, id))
  if (!found) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  return found
}

function pendingOf(records: RecordStore, recordId: string): StoredRecord | undefined {
  return records.all(INSTANCE.name).find(({ TargetObjectId, Status }) => TargetObjectId === recordId && Status === 'Pending')
}
