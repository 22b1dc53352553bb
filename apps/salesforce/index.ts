// Salesforce: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { approve } from './actions/approve.js'
import { createOpportunity } from './actions/create-opportunity.js'
import { createRecord } from './actions/create-record.js'
import { createTask } from './actions/create-task.js'
import { decide } from './actions/decide.js'
import { findOpportunities } from './actions/find-opportunities.js'
import { findRecord } from './actions/find-record.js'
import { findRecords } from './actions/find-records.js'
import { getApproval } from './actions/get-approval.js'
import { getOpportunity } from './actions/get-opportunity.js'
import { getRecord } from './actions/get-record.js'
import { myApprovals } from './actions/my-approvals.js'
import { picklist } from './actions/picklist.js'
import { pipeline } from './actions/pipeline.js'
import { postToChatter } from './actions/post-to-chatter.js'
import { reassign } from './actions/reassign.js'
import { reject } from './actions/reject.js'
import { submitForApproval } from './actions/submit-for-approval.js'
import { updateOpportunity } from './actions/update-opportunity.js'
import { updateRecord } from './actions/update-record.js'
import { throwSalesforceError } from './errors.js'
import { salesforceOAuth } from './oauth.js'
import { readRequest } from './read-request.js'
import { salesforceSetUp } from './set-up.js'

const opportunities = { createOpportunity, findOpportunities, getOpportunity, pipeline, updateOpportunity }
const records = { createRecord, createTask, findRecord, findRecords, getRecord, picklist, postToChatter, updateRecord }
const approvals = { approve, decide, getApproval, myApprovals, reassign, reject, submitForApproval }

export const salesforce = defineApp({
  id: 'salesforce',
  name: 'Salesforce',
  oauth: salesforceOAuth,
  setUp: salesforceSetUp,
  apiPath: '/services/data/v64.0',
  actions: { ...opportunities, ...records, ...approvals },
  readRequest,
  throwError: throwSalesforceError,
})
