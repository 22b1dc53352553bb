// ServiceNow: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { approve } from './actions/approve.js'
import { attachFile } from './actions/attach-file.js'
import { commentOnIncident } from './actions/comment-on-incident.js'
import { createIncident } from './actions/create-incident.js'
import { findIncidents } from './actions/find-incidents.js'
import { findRecord } from './actions/find-record.js'
import { getIncident } from './actions/get-incident.js'
import { myApprovals } from './actions/my-approvals.js'
import { myIncidents } from './actions/my-incidents.js'
import { reject } from './actions/reject.js'
import { requestItem } from './actions/request-item.js'
import { resolveIncident } from './actions/resolve-incident.js'
import { updateIncident } from './actions/update-incident.js'
import { throwServiceNowError } from './errors.js'
import { serviceNowOAuth } from './oauth.js'
import { serviceNowSetUp } from './set-up.js'

export const servicenow = defineApp({
  id: 'servicenow',
  name: 'ServiceNow',
  oauth: serviceNowOAuth,
  setUp: serviceNowSetUp,
  // The tables are below `/now`, the catalog below `/sn_sc`.
  apiPath: '/api',
  actions: {
    ...{ myIncidents, getIncident, findIncidents, createIncident, updateIncident, commentOnIncident, resolveIncident },
    ...{ requestItem, myApprovals, approve, reject, attachFile, findRecord },
  },
  throwError: throwServiceNowError,
})
