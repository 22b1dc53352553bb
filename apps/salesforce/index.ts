// Salesforce: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { createOpportunity } from './actions/create-opportunity.js'
import { createTask } from './actions/create-task.js'
import { pipeline } from './actions/pipeline.js'
import { postToChatter } from './actions/post-to-chatter.js'
import { throwSalesforceError } from './errors.js'
import { salesforceOAuth } from './oauth.js'

export const salesforce = defineApp({
  id: 'salesforce',
  name: 'Salesforce',
  oauth: salesforceOAuth,
  apiPath: '/services/data/v64.0',
  actions: { createOpportunity, createTask, pipeline, postToChatter },
  throwError: throwSalesforceError,
})
