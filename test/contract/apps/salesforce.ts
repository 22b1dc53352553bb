// What the tests know of Salesforce.
import { expect } from 'vitest'
import { productionOrg, salesforceAccounts } from '../../../sandbox/salesforce/accounts.js'
import { startSalesforce, type SalesforceStandIn } from '../../../sandbox/salesforce/index.js'
import { oauthPaths } from '../../../sandbox/salesforce/oauth.js'
import { everywhereRefused, passing, type AppUnderTest } from '../app-under-test.js'

const alice = salesforceAccounts.find(({ key }) => key === 'alice')
const says = (errorCode: string, message: string): string => JSON.stringify([{ errorCode, message, fields: [] }])

export const salesforceUnderTest: AppUnderTest = {
  id: 'salesforce',
  start: (options) => startSalesforce({ ...options, seed: true, pageSize: 2 }),
  tokenPath: oauthPaths.token,
  effect: {
    action: 'createOpportunity',
    input: (name) => ({ name, stage: 'Prospecting' }),
    request: { method: 'POST', path: '/services/data/v64.0/sobjects/Opportunity' },
    count: (standIn, name) => (standIn as SalesforceStandIn).records.filter(({ Name }) => Name === name).length,
  },
  paging: {
    entries: 5,
    add: (act, name) => act('createOpportunity', { name, stage: 'Prospecting' }),
    all: async (act) =>
      ((await act('findOpportunities', { nameContains: 'Paged' })) as readonly { name: string }[]).map(({ name }) => name),
  },
  read: { action: 'pipeline', gives: { opportunities: [expect.objectContaining({ name: 'Adventure Works seats' })] } },
  alice: {
    key: () => `${productionOrg.id}/${alice?.userId ?? ''}`,
    name: 'alice@contoso-sales.example',
    orgId: () => productionOrg.id,
    orgName: () => 'Contoso Sales',
  },
  otherOrg: '00D5g0000000002EAA',
  afterRefresh: 'not said',
  hosts: {
    accepted: ['https://contoso.my.salesforce.com', 'https://contoso--uat.sandbox.my.salesforce.com'],
    refused: [...everywhereRefused, 'https://contoso.my.salesforce.com.evil.example', 'https://salesforce.com'],
  },
  errors: [
    ...passing,
    { what: 'a dead session', status: 401, body: says('INVALID_SESSION_ID', 'Session expired'), kind: 'AuthExpired' },
    { what: 'used-up requests', status: 403, body: says('REQUEST_LIMIT_EXCEEDED', 'Limit exceeded'), kind: 'RateLimited' },
    {
      what: 'a missing right',
      status: 400,
      body: says('INSUFFICIENT_ACCESS', 'no access'),
      kind: 'PermissionDenied',
      says: 'no access',
    },
    {
      what: 'a hidden record',
      status: 404,
      body: says('NOT_FOUND', 'does not exist'),
      kind: 'PermissionDenied',
      says: 'does not exist',
    },
    { what: 'a wrong field', status: 400, body: says('INVALID_FIELD', 'bad value'), kind: 'ActionRejected', says: 'bad value' },
  ],
  // Never sent again: the reuse would end the family.
  afterLostAnswer: { kind: 'needs_sign_in', sent: 1 },
  hostile: {
    answer: (value) => ({
      id: value,
      Id: value,
      totalSize: 1,
      done: false,
      nextRecordsUrl: value,
      records: [
        {
          ...{ Id: value, Name: value, Amount: 1, StageName: value, CloseDate: value, Owner: { Name: value }, LastModifiedDate: value },
          ...{ Status: value, TargetObjectId: value, ActorId: value, ProcessInstanceId: value, CreatedDate: '2026-11-22T00:00:00Z' },
          ProcessInstance: { TargetObjectId: value },
        },
      ],
    }),
    input: (value, action) => {
      const written = action === 'createRecord' || action === 'updateRecord'
      return {
        ...{ type: 'salesforce.Opportunity', object: value, field: value, fields: written ? { Name: value } : [value] },
        ...{ changes: { name: value, stage: value, closeDate: value, subject: value }, lastModified: '2026-11-22' },
      }
    },
  },
}
