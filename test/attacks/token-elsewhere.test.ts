// Row 17 of the table of attacks: a token goes to the host that was stored when it was granted, below the app's own path, and nowhere else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { createAppRequest } from '../../activities/app-request.js'
import { apps, type AppId } from '../../apps/index.js'
import type { AnyAction } from '../../apps/define-app.js'
import { ActionRejected, AppError } from '../../apps/errors.js'
import type { HttpRequest } from '../../http/http.js'
import { Secret } from '../../keys/secret.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { actionCall, fileOf } from '../support/action-call.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const HOST = 'https://contoso.my.salesforce.com'
const hostile = [
  '../../',
  '..',
  '%2e%2e/%2e%2e/',
  'https://evil.example',
  '//evil.example/',
  '\\\\evil.example\\',
  '@evil.example',
  '?x=https://evil.example',
  '#https://evil.example',
  '\r\nHost: evil.example',
  ';/../evil',
]

/** What each app answers, with `value` wherever it gives an id, a name or an address. */
const answers: Readonly<Record<AppId, (value: string, asked: Pick<HttpRequest, 'method' | 'url'>) => unknown>> = {
  salesforce: (value) => ({
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
  servicenow: (value, { method, url }) => {
    if (url.pathname.includes('/sn_sc/')) return { result: [{ sys_id: value, name: value }] }
    const field = { value, display_value: value, link: value }
    const row = { sys_id: field, number: field, short_description: field, state: field, priority: field }
    return { result: method === 'GET' ? [row] : row }
  },
  box: (value) => ({
    ...{ id: value, type: 'folder', name: value, login: value, enterprise: { id: value, name: value }, space_used: 1 },
    ...{ total_count: 1, entries: [{ id: value, type: 'folder', name: 'another' }], next_marker: value, role: value, status: value },
  }),
}
const asIs = (error: unknown): unknown => error
const actions = (Object.keys(answers) as AppId[]).flatMap((app) => Object.keys(apps[app].actions).map((action) => [app, action] as const))

describe('a token sent elsewhere (row 17)', () => {
  it('every action of every app is looked at', () => {
    expect(Object.keys(apps).sort()).toEqual(Object.keys(answers).sort())
  })

  it.each(actions)(
    '%s.%s, with `../../` and `https://evil` in each field, of people and of the app, asks its own host and path',
    async (app, action) => {
      for (const value of hostile) {
        const asked: URL[] = []
        const request = createAppRequest({
          app: apps[app],
          http: ({ method, url }) => {
            asked.push(url)
            return Promise.resolve({ status: 200, headers: new Headers(), body: JSON.stringify(answers[app](value, { method, url })) })
          },
          host: HOST,
          accessToken: new Secret('token'),
          actionName: action,
        })
        const { perform } = apps[app].actions[action as never] as AnyAction
        const record = { id: value, name: value }
        const texts = { name: value, stage: value, closeDate: value, subject: value, due: value, text: value, title: value, item: value }
        const written = action === 'createRecord' || action === 'updateRecord'
        const ofRecords = {
          object: value,
          field: value,
          fields: written ? { Name: value } : [value],
          changes: texts,
          lastModified: '2026-11-22',
        }
        const item = { type: 'folder', access: 'company', in: { id: '0' } }
        const ofBox = { ...item, email: value, role: value, query: value, message: value, from: value }
        const own = { ...(app === 'salesforce' && ofRecords), ...(app === 'box' && ofBox) }
        const approval = { id: value, record, asked: [{ approver: { userId: value, name: value }, workItem: value }] }
        const type = app === 'salesforce' ? 'salesforce.Opportunity' : 'servicenow.incident'
        const ofAll = { type, file: fileOf(value, Buffer.from('bytes')), text: value, query: value, request: approval, option: 'Approve' }
        const input = { ...ofAll, ...record, ...texts, ...own, amount: 1, about: record, on: record }
        const refusal: unknown = await (perform(actionCall({ request, host: HOST }), input) as Promise<unknown>).then(() => null, asIs)
        // What can't be an id, a name or a number is refused before anything is asked, or where it comes in an answer.
        expect(refusal === null || refusal instanceof AppError || refusal instanceof ZodError, String(refusal)).toBe(true)
        expect(asked.length > 0 || refusal instanceof ActionRejected).toBe(true)
        for (const url of asked) {
          expect([url.origin, url.username, url.hash]).toEqual([HOST, '', ''])
          // Box takes bytes below a path of its own.
          const below = app === 'box' && url.pathname.startsWith('/api/') ? '/api/2.0/' : `${apps[app].apiPath}/`
          expect(url.pathname.startsWith(below), url.pathname).toBe(true)
          expect(url.pathname).not.toContain('evil')
        }
      }
    },
  )
})

describe('a connection whose host was changed in the database', () => {
  let world: World
  let alice: TeamsPerson
  const seen: string[] = []
  const evil = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.end('{}')
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  })
  afterAll(async () => {
    await world.close()
    evil.closeAllConnections()
    await new Promise((resolve) => evil.close(resolve))
  })

  it('sends its token nowhere: the host is no host of the app', async () => {
    await alice.says('create opportunity name: First amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'First'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity First')
    await world.db.query(`update connections set host = $1`, [`http://127.0.0.1:${String((evil.address() as AddressInfo).port)}`])
    const before = world.logLines.length
    await alice.says('create opportunity name: Elsewhere amount: 1 stage: Prospecting')
    await expect.poll(() => world.logLines.slice(before).join('')).toContain("isn't answering")
    expect(seen).toEqual([])
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['First'])
    await world.db.query(`update connections set host = $1`, [world.salesforce.url])
    await alice.sees('Created the opportunity Elsewhere')
  })
})
