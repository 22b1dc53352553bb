// What the tests know of ServiceNow.
import { expect } from 'vitest'
import type { IncidentPage } from '../../../apps/servicenow/actions/find-incidents.js'
import { serviceNowUsers } from '../../../sandbox/servicenow/accounts.js'
import { startServiceNow, type ServiceNowStandIn } from '../../../sandbox/servicenow/index.js'
import { oauthPaths } from '../../../sandbox/servicenow/oauth.js'
import { everyPage, everywhereRefused, passing, type AppUnderTest } from '../app-under-test.js'

const alice = serviceNowUsers.find(({ key }) => key === 'alice')
const says = (message: string, detail: string): string => JSON.stringify({ error: { message, detail }, status: 'failure' })

export const servicenowUnderTest: AppUnderTest = {
  id: 'servicenow',
  start: startServiceNow,
  tokenPath: oauthPaths.token,
  effect: {
    action: 'createIncident',
    input: (title) => ({ title }),
    request: { method: 'POST', path: '/api/now/table/incident' },
    count: (standIn, name) =>
      (standIn as ServiceNowStandIn).records.rows('incident').filter(({ short_description: title }) => title === name).length,
  },
  paging: {
    entries: 5,
    add: (act, title) => act('createIncident', { title }),
    all: (act) =>
      everyPage(act, 'findIncidents', { title: 'Paged', atMost: 2 }, (page) => (page as IncidentPage).incidents.map(({ title }) => title)),
  },
  read: {
    action: 'myIncidents',
    gives: {
      incidents: [
        expect.objectContaining({ number: 'INC0010003', title: 'VPN drops every hour', state: 'New', priority: '3 - Moderate' }),
        expect.objectContaining({ number: 'INC0010001', state: 'In Progress' }),
      ],
    },
  },
  alice: {
    key: (url) => `${new URL(url).host}/${alice?.sys_id ?? ''}`,
    name: 'alice@contoso-sales.example',
    orgId: (url) => new URL(url).host,
    orgName: () => '127.0.0.1',
  },
  otherOrg: 'other.service-now.com',
  afterRefresh: 'the same',
  hosts: {
    accepted: ['https://contoso.service-now.com', 'https://contoso.servicenowservices.com'],
    refused: [
      ...everywhereRefused,
      'https://service-now.com',
      'https://contoso.service-now.com.evil.example',
      'https://a.b.service-now.com',
    ],
  },
  errors: [
    ...passing,
    { what: 'nobody signed in', status: 401, body: says('User Not Authenticated', 'Required'), kind: 'AuthExpired' },
    {
      what: 'an access rule',
      status: 403,
      body: says('ACL Exception Update Failed', 'security'),
      kind: 'PermissionDenied',
      says: 'ACL Exception Update Failed: security',
    },
    {
      what: 'a hidden record',
      status: 404,
      body: says('No Record found', 'ACL'),
      kind: 'PermissionDenied',
      says: 'No Record found',
    },
    { what: 'a wrong table', status: 400, body: says('Invalid table x', ''), kind: 'ActionRejected', says: 'Invalid table x' },
    {
      what: 'a rule of the table, told with 403',
      status: 403,
      body: says('Operation Failed', 'Data Policy Exception: The following fields are mandatory: Resolution code'),
      kind: 'ActionRejected',
      says: 'The following fields are mandatory: Resolution code',
    },
    {
      what: 'a script of the instance, told with 403',
      status: 403,
      body: says('Operation Failed', "Operation against file 'incident' was aborted by Business Rule 'No Fridays^a1b2'"),
      kind: 'ActionRejected',
      says: 'No Fridays',
    },
    {
      what: 'a missing right on a field',
      status: 403,
      body: says('Operation Failed', 'ACL Exception Update Failed due to security constraints'),
      kind: 'PermissionDenied',
      says: 'ACL Exception Update Failed due to security constraints',
    },
    {
      what: 'an item that is not for this account, told with 400',
      status: 400,
      body: says('Security constraints prevent ordering of Item', ''),
      kind: 'PermissionDenied',
      says: 'prevent ordering',
    },
    {
      what: 'a value that is there already',
      status: 403,
      body: says('Operation Failed', "Unique Key violation detected by database (Duplicate entry 'x' for key 'correlation_id')"),
      kind: 'ActionRejected',
      says: 'correlation_id',
    },
    { what: 'a file that is too large', status: 413, body: '<h1>413</h1>', kind: 'ActionRejected', says: 'no file of this size' },
  ],
  // Sent again, the same refresh token gives an access token again.
  afterLostAnswer: { kind: 'ready', sent: 2 },
  hostile: {
    answer: (value, { method, url }) => {
      if (url.pathname.includes('/sn_sc/')) return { result: [{ sys_id: value, name: value }] }
      const field = { value, display_value: value, link: value }
      const row = { sys_id: field, number: field, short_description: field, state: field, priority: field }
      return { result: method === 'GET' ? [row] : row }
    },
  },
}
