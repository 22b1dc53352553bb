// What the tests know of Box.
import type { FolderPage } from '../../../apps/box/actions/list-folder.js'
import { boxUsers, contoso } from '../../../sandbox/box/accounts.js'
import { startBox, type BoxStandIn } from '../../../sandbox/box/index.js'
import { oauthPaths } from '../../../sandbox/box/oauth.js'
import { everyPage, everywhereRefused, passing, type AppUnderTest } from '../app-under-test.js'

const alice = boxUsers.find(({ key }) => key === 'alice')
const says = (code: string, message: string): string => JSON.stringify({ type: 'error', status: 400, code, message })

export const boxUnderTest: AppUnderTest = {
  id: 'box',
  start: startBox,
  tokenPath: oauthPaths.token,
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
    gives: { id: alice?.id, name: 'Alice Jensen', login: alice?.login, enterprise: contoso.name, spaceUsed: alice?.spaceUsed },
  },
  alice: {
    key: () => `${contoso.id}/${alice?.id ?? ''}`,
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
  errors: [
    ...passing,
    { what: 'a dead token, with an empty body', status: 401, kind: 'AuthExpired' },
    {
      what: 'a missing right',
      status: 403,
      body: says('access_denied_insufficient_permissions', 'Access denied'),
      kind: 'PermissionDenied',
      says: 'Access denied',
    },
    { what: 'a hidden file', status: 404, body: says('not_found', 'Not Found'), kind: 'PermissionDenied', says: 'Not Found' },
    {
      what: 'a name in use',
      status: 409,
      body: says('item_name_in_use', 'Item with the same name already exists'),
      kind: 'ActionRejected',
      says: 'same name',
    },
    {
      what: 'a wrong field',
      status: 400,
      body: JSON.stringify({
        ...{ type: 'error', status: 400, code: 'bad_request', message: 'Bad Request' },
        context_info: { errors: [{ reason: 'invalid_parameter', name: 'role', message: "Invalid value 'king'." }] },
      }),
      kind: 'ActionRejected',
      says: "role: Invalid value 'king'.",
    },
    {
      what: 'a right that Workbot itself lacks',
      status: 403,
      body: says('insufficient_scope', 'The request requires higher privileges'),
      kind: 'PermissionDenied',
      says: 'A Box admin can allow it',
    },
    {
      what: 'an item that is being changed',
      status: 409,
      body: says('operation_blocked_temporary', 'busy'),
      kind: 'RateLimited',
      says: 'busy',
    },
    { what: 'another version', status: 412, body: says('precondition_failed', 'modified'), kind: 'ActionRejected', says: 'modified' },
    {
      what: 'a wrong value, without a sentence',
      status: 400,
      body: says('bad_request', ''),
      kind: 'ActionRejected',
      says: 'bad_request',
    },
  ],
  // Sent again, to learn that it was used.
  afterLostAnswer: { kind: 'needs_sign_in', sent: 2 },
  hostile: {
    answer: (value) => ({
      ...{ id: value, type: 'folder', name: value, login: value, enterprise: { id: value, name: value }, space_used: 1 },
      ...{ total_count: 1, entries: [{ id: value, type: 'folder', name: 'another' }], next_marker: value, role: value, status: value },
    }),
    input: (value) => ({
      ...{ type: 'folder', access: 'company', in: { id: '0' } },
      ...{ email: value, role: value, query: value, message: value, from: value },
    }),
    // It takes bytes below a path of its own.
    alsoBelow: '/api/2.0/',
  },
}
