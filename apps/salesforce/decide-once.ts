// Decides an approval as the account that acts: the work item exists once, so Salesforce itself refuses a second decision.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_process_approvals_approve.htm
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { readApproval, type ApprovalRequest } from './approval-request.js'
import { findOwnStep, processOne } from './approvals.js'
import { Gone } from './errors.js'
import { queryAll } from './query.js'
import { whoDecided } from './read-request.js'

/** `id`: the work item's, as myApprovals and submitForApproval give it. */
export interface DecisionInput {
  readonly id: string
  /** Of the process, as myApprovals gives it: where it was decided by somebody else, it is said by whom. */
  readonly request?: string
  /** What it is about, as people know it. */
  readonly name?: string
  readonly comment?: string
}

const row = z.object({ ProcessInstanceId: z.string() })
const statuses = { Approve: 'Approved', Reject: 'Rejected' } as const

/** @throws Gone where it was decided by somebody else, or is not there for this account */
export async function decideOnce(call: ActionCall, actionType: 'Approve' | 'Reject', input: DecisionInput): Promise<ApprovalRequest> {
  try {
    return await decide(call, actionType, input)
  } catch (error) {
    if (!(error instanceof Gone) || input.request === undefined) throw error
    throw (await decidedMeanwhile(call, input.request)) ?? error
  }
}

async function decide(call: ActionCall, actionType: 'Approve' | 'Reject', { id, comment }: DecisionInput): Promise<ApprovalRequest> {
  // Once it is decided the work item is gone, and no later step names it: its process is noted before.
  const instanceId = await call.noteOnce(() => instanceOf(call, id))
  try {
    await processOne(call, { actionType, contextId: id, comment })
  } catch (error) {
    if (!(error instanceof Gone) || !call.isRetry) throw error
    if (!(await findOwnStep(call, { of: 'ProcessInstanceId', id: instanceId, status: statuses[actionType] }))) throw error
  }
  return await readApproval(call, instanceId)
}

/** Null: it is still pending, with somebody else. */
async function decidedMeanwhile(call: ActionCall, instanceId: string): Promise<Gone | null> {
  const { status } = await readApproval(call, instanceId)
  if (status === 'Pending') return null
  const decided = await whoDecided(call, instanceId, status)
  const by = decided?.by ?? null
  return new Gone(`It was ${status.toLowerCase()} already in Salesforce${by === null ? '' : ` by ${by}`}.`)
}

async function instanceOf(call: ActionCall, workItem: string): Promise<string> {
  const where = [{ field: 'Id', op: 'is', value: workItem }] as const
  const [item] = await queryAll(call, { object: 'ProcessInstanceWorkitem', fields: ['ProcessInstanceId'], where, limit: 1 }, row)
  if (!item) throw new Gone('This request was decided already, or is not for this account to decide.')
  return item.ProcessInstanceId
}
