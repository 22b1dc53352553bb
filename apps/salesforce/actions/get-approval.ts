// How an approval stands: pending with whom, or decided.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_processinstance.htm
import { defineRead } from '../../define-app.js'
import { readApproval, type ApprovalRequest } from '../approval-request.js'

export const getApproval = defineRead<{ readonly id: string }, ApprovalRequest>({
  perform: (call, { id }) => readApproval(call, id),
})
