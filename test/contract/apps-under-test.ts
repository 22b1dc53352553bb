// The contract suite begins here: what it knows of each app. A new app is one more entry; sign-in, refresh, revocation, errors, one effect,
// paging and hosts are then tested by sign-in.test.ts, profile.test.ts and acting.test.ts, all three over this table.
import { expect } from 'vitest'
import type { FolderPage } from '../../apps/box/actions/list-folder.js'
import type { AppId } from '../../apps/index.js'
import type { IncidentPage } from '../../apps/servicenow/actions/find-incidents.js'
import { boxUsers, contoso } from '../../sandbox/box/accounts.js'
import { startBox, type BoxStandIn } from '../../sandbox/box/index.js'
import type { OAuthAppOptions, OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { productionOrg, salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import { startSalesforce, type SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { oauthPaths as salesforcePaths } from '../../sandbox/salesforce/oauth.js'
import { serviceNowUsers } from '../../sandbox/servicenow/accounts.js'
import { startServiceNow, type ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { oauthPaths as serviceNowPaths } from '../../sandbox/servicenow/oauth.js'
import { oauthPaths as boxPaths } from '../../sandbox/box/oauth.js'
import { errorCases, type ErrorCase } from './error-cases.js'

/** Performs an action as Alice. */
export type Act = (action: string, input: unknown) => Promise<unknown>

export interface AppUnderTest {
  readonly id: AppId
  start(options: OAuthAppOptions): Promise<OAuthAppStandIn>
  readonly tokenPath: string
  /** An action that reads, and what it must give to Alice. */
  readonly read: { readonly action: string; readonly gives: unknown }
  /** A write that is *enforced* or has an *exact key* (docs/effects.md): which request does it, and how often the app has it. */
  readonly effect: {
    readonly action: string
    readonly input: (name: string) => unknown
    readonly request: { readonly method: string; readonly path: string }
    count(standIn: OAuthAppStandIn, name: string): number
  }
  /** A list of more entries than come at once: how one is added, and how all of their names are read. */
  readonly paging: { readonly entries: number; add(act: Act, name: string): Promise<unknown>; all(act: Act): Promise<readonly string[]> }
  /** Alice's connection; `orgId` and `host` follow from where the stand-in listens, where they are functions. */
  readonly alice: { key(url: string): string; readonly name: string; orgId(url: string): string; orgName(url: string): string }
  /** An org whose accounts Alice's isn't one of. */
  readonly otherOrg: string
  /** The refresh token after a refresh. */
  readonly afterRefresh: 'not said' | 'the same' | 'another'
  /** Origins at which the API may live, and some that only look so. */
  readonly hosts: { readonly accepted: readonly string[]; readonly refused: readonly string[] }
  readonly errors: readonly ErrorCase[]
}

const everywhereRefused = ['https://evil.example', 'https://169.254.169.254', 'http://api.box.com', 'https://localhost']
const salesforceAlice = salesforceAccounts.find(({ key }) => key === 'alice')
const serviceNowAlice = serviceNowUsers.find(({ key }) => key === 'alice')
const boxAlice = boxUsers.find(({ key }) => key === 'alice')

/** Goes on from `next` until there is none. */
async function everyPage(
  act: Act,
  action: string,
  input: object,
  namesOf: (page: unknown) => readonly string[],
): Promise<readonly string[]> {
  const names: string[] = []
  for (let from: unknown; from !== null;) {
    const page = (await act(action, { ...input, ...(from !== undefined && { from }) })) as { readonly next: unknown }
    names.push(...namesOf(page))
    from = page.next
  }
  return names
}

export const appsUnderTest: readonly AppUnderTest[] = [
  {
    id: 'salesforce',
    start: (options) => startSalesforce({ ...options, seed: true, pageSize: 2 }),
    tokenPath: salesforcePaths.token,
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
      key: () => `${productionOrg.id}/${salesforceAlice?.userId ?? ''}`,
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
    errors: errorCases.salesforce,
  },
  {
    id: 'servicenow',
    start: startServiceNow,
    tokenPath: serviceNowPaths.token,
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
        everyPage(act, 'findIncidents', { title: 'Paged', atMost: 2 }, (page) =>
          (page as IncidentPage).incidents.map(({ title }) => title),
        ),
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
      key: (url) => `${new URL(url).host}/${serviceNowAlice?.sys_id ?? ''}`,
      name: 'alice@contoso-sales.example',
      orgId: (url) => new URL(url).host,
      orgName: () => '127',
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
    errors: errorCases.servicenow,
  },
  {
    id: 'box',
    start: startBox,
    tokenPath: boxPaths.token,
    effect: {
      action: 'createFolder',
      input: (name) => ({ name }),
      request: { method: 'POST', path: '/2.0/folders' },
      count: (standIn, wanted) => (standIn as BoxStandIn).state.items.filter(({ name }) => name === wanted).length,
    },
    paging: {
      // A page holds 100.
      entries: 102,
      add: (act, name) => act('createFolder', { name }),
      all: (act) => everyPage(act, 'listFolder', {}, (page) => (page as FolderPage).items.map(({ name }) => name)),
    },
    read: {
      action: 'whoAmI',
      gives: { id: boxAlice?.id, name: 'Alice Jensen', login: boxAlice?.login, enterprise: contoso.name, spaceUsed: boxAlice?.spaceUsed },
    },
    alice: {
      key: () => `${contoso.id}/${boxAlice?.id ?? ''}`,
      name: 'alice@contoso-sales.example',
      orgId: () => contoso.id,
      orgName: () => contoso.name,
    },
    otherOrg: '771203',
    afterRefresh: 'another',
    hosts: {
      accepted: ['https://api.box.com', 'https://upload.box.com'],
      refused: [...everywhereRefused, 'https://account.box.com', 'https://api.box.com.evil.example', 'https://x.api.box.com'],
    },
    errors: errorCases.box,
  },
]
