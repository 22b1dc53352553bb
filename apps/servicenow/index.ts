// ServiceNow: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { myIncidents } from './actions/my-incidents.js'
import { throwServiceNowError } from './errors.js'
import { serviceNowOAuth } from './oauth.js'

export const servicenow = defineApp({
  id: 'servicenow',
  name: 'ServiceNow',
  oauth: serviceNowOAuth,
  apiPath: '/api/now',
  actions: { myIncidents },
  throwError: throwServiceNowError,
})
