// Row 17 of the table of attacks: a token goes to the host that was stored when it was granted, below the app's own path, and nowhere else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { createAppRequest } from '../../activities/app-request.js'
import { apps } from '../../apps/index.js'
import type { AnyAction } from '../../apps/define-app.js'
import { ActionRejected, AppError } from '../../apps/errors.js'
import { Secret } from '../../keys/secret.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { appsUnderTest } from '../contract/apps-under-test.js'
import { actionCall, fileOf } from '../support/action-call.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const HOST = 'https://contoso.my.salesforce.com'
const values = [
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

const asIs = (error: unknown): unknown => error
const actions = appsUnderTest.flatMap((app) => Object.keys(apps[app.id].actions).map((action) => [app.id, action, app.hostile] as const))

describe('a token sent elsewhere (row 17)', () => {
  it.each(actions)(
    '%s.%s, with `../../` and `https://evil` in each field, of people and of the app, asks its own host and path',
    async (id, action, { answer, input: given, alsoBelow }) => {
      for (const value of values) {
        const asked: URL[] = []
        const request = createAppRequest({
          app: apps[id],
          http: ({ method, url }) => {
            asked.push(url)
            return Promise.resolve({ status: 200, headers: new Headers(), body: JSON.stringify(answer(value, { method, url })) })
          },
          host: HOST,
          accessToken: new Secret('token'),
          actionName: action,
        })
        const { perform } = apps[id].actions[action as never] as AnyAction
        const record = { id: value, name: value }
        const texts = { name: value, stage: value, closeDate: value, subject: value, due: value, text: value, title: value, item: value }
        const approval = { id: value, record, asked: [{ approver: { userId: value, name: value }, workItem: value }] }
        const type = 'servicenow.incident'
        const ofAll = { type, file: fileOf(value, Buffer.from('bytes')), text: value, query: value, request: approval, option: 'Approve' }
        const input = { ...ofAll, ...record, ...texts, ...given?.(value, action), amount: 1, about: record, on: record }
        const refusal: unknown = await (perform(actionCall({ request, host: HOST }), input) as Promise<unknown>).then(() => null, asIs)
        // What can't be an id, a name or a number is refused before anything is asked, or where it comes in an answer.
        expect(refusal === null || refusal instanceof AppError || refusal instanceof ZodError, String(refusal)).toBe(true)
        expect(asked.length > 0 || refusal instanceof ActionRejected).toBe(true)
        for (const url of asked) {
          expect([url.origin, url.username, url.hash]).toEqual([HOST, '', ''])
          const own = `${apps[id].apiPath}/`
          const below = alsoBelow !== undefined && !url.pathname.startsWith(own) ? alsoBelow : own
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
