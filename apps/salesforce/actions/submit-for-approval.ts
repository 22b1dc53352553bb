// Submits a record for approval. While it is pending Salesforce refuses another; once decided it wouldn't, so our key is looked for first.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_process_approvals_submit.htm
import { defineWrite } from '../../define-app.js'
import { readApproval, type ApprovalRequest } from '../approval-request.js'
import { findOwnStep, processOne } from '../approvals.js'

export interface Submission {
  /** The record's id. */
  readonly id: string
  readonly name?: string
  readonly comment?: string
}

export const submitForApproval = defineWrite<Submission, ApprovalRequest>({
  recognisedBy: 'exact key',
  subject: ({ name }) => name,
  async perform(call, { id, comment }) {
    const { instanceId } = await processOne(call, { actionType: 'Submit', contextId: id, comment })
    return await readApproval(call, instanceId)
  },
  async find(call, { id }) {
    const own = await findOwnStep(call, { of: 'ProcessInstance.TargetObjectId', id, status: 'Started' })
    return own && (await readApproval(call, own.instanceId))
  },
})
