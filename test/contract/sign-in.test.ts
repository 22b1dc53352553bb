// The contract of every app, over its stand-in and our pages: sign-in, account, refusals, what a replaced grant leaves, and a first read.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createAppRequest } from '../../activities/app-request.js'
import type { AnyAction } from '../../apps/define-app.js'
import { apps } from '../../apps/index.js'
import type { Access } from '../../connections/access.js'
import { drainRevocations } from '../../connections/revocations.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { createLogger } from '../../log.js'
import { alice } from '../../sandbox/people.js'
import { actionCall } from '../support/action-call.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { signIn } from '../web/support/trip.js'
import { startWebWorld, type WebWorld } from '../web/support/web-world.js'
import type { AppUnderTest } from './app-under-test.js'
import { appsUnderTest } from './apps-under-test.js'

const drain = ({ db, unseal, findClient }: WebWorld) => drainRevocations({ db, unseal, findClient, log: createLogger('test', 'silent') })
const connectionOf = async (world: WebWorld): Promise<Extract<Access, { kind: 'ready' }>> => {
  const access = await world.accessOf(alice)
  if (access.kind !== 'ready') throw new Error('Alice has no connection.')
  return access
}
const endAll = async ({ standIn }: WebWorld): Promise<void> => {
  for (const account of new Set(standIn.liveTokens().map((token) => token.account))) await standIn.revokeAll(account)
}

/** What the app's reading action gives with the connection's own token. */
async function read(world: WebWorld, { id, read: { action } }: AppUnderTest): Promise<unknown> {
  const { connection, accessToken } = await connectionOf(world)
  const http = createHttp({ acceptsHost: () => false, extraHosts: [new URL(world.standIn.url).host] })
  const request = createAppRequest({ app: apps[id], http, host: connection.host, accessToken, actionName: action })
  const call = actionCall({ request, host: connection.host })
  return (apps[id].actions as Record<string, AnyAction>)[action]?.perform(call, undefined) as Promise<unknown>
}

describe.each(appsUnderTest)('$id', (app) => {
  let world: WebWorld
  beforeAll(async () => {
    world = await startWebWorld({ app })
  })
  afterEach(async () => {
    await world.forget()
    await endAll(world)
  })
  afterAll(() => world.close())

  it('a sign-in makes a connection with the account, the org and the host that the app says', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const end = await signIn(createBrowser(), link)
    expect(end.html).toContain(`Connected to ${apps[app.id].name} as ${app.alice.name}`)
    expect(await world.outcomes(requestId)).toEqual(['connected'])
    const { url } = world.standIn
    expect((await connectionOf(world)).connection).toMatchObject({
      ...{ accountKey: app.alice.key(url), accountName: app.alice.name },
      ...{ orgId: app.alice.orgId(url), orgName: app.alice.orgName(url), host: url },
    })
  })

  it('its token reads what the account may see', async () => {
    await signsIn((await world.waitFor(alice)).link, { as: 'alice' })
    expect(await read(world, app)).toEqual(app.read.gives)
  })

  it('Deny at the app ends the wait', async () => {
    const { link, requestId } = await world.waitFor(alice)
    await signIn(createBrowser(), link, { account: '' })
    expect(await world.outcomes(requestId)).toEqual(['declined'])
    expect(world.standIn.liveTokens()).toEqual([])
  })

  it('the same account again leaves a connection that works once the old tokens are ended', async () => {
    for (let times = 0; times < 2; times++) await signsIn((await world.waitFor(alice)).link, { as: 'alice' })
    expect(await drain(world)).toEqual({ tried: 1, done: 1 })
    expect(await read(world, app)).toEqual(app.read.gives)
    expect(
      world.standIn
        .liveTokens('alice')
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['access', 'refresh'])
  })

  it('another account instead: the tokens of the first are dead at the app', async () => {
    await signsIn((await world.waitFor(alice)).link, { as: 'alice' })
    await signsIn((await world.waitFor(alice)).link, { as: 'alice', account: 'bob' })
    expect((await connectionOf(world)).connection.accountName).toBe('bob@contoso-sales.example')
    expect(world.standIn.liveTokens('alice')).toHaveLength(2)
    expect(await drain(world)).toEqual({ tried: 1, done: 1 })
    expect(world.standIn.liveTokens('alice')).toEqual([])
    expect(world.standIn.liveTokens('bob')).toHaveLength(2)
  })

  it.each(['status', 'html', 'drop'] as const)(
    'trouble at the token endpoint (%s) connects nobody, and the next try does',
    async (kind) => {
      const { link, requestId } = await world.waitFor(alice)
      world.standIn.addFault(kind === 'status' ? { kind, status: 503, path: app.tokenPath } : { kind, path: app.tokenPath })
      const browser = createBrowser()
      const failed = await signIn(browser, link)
      expect(failed.html).toMatch(/Code WB-SIGNIN-\d+/)
      expect(await world.outcomes(requestId)).toEqual([null])
      const end = await browser.choose(await browser.submit(failed), 'alice')
      expect(end.html).toContain(`Connected to ${apps[app.id].name}`)
    },
  )

  it('no page and no log line holds a token', async () => {
    const browser = createBrowser()
    const end = await signIn(browser, (await world.waitFor(alice)).link)
    const shown = [end.html, end.url.href, ...world.logged].join('\n')
    for (const { value } of world.standIn.liveTokens()) expect(shown).not.toContain(value)
  })
})

describe.each(appsUnderTest)('$id, where the configuration takes another org', (app) => {
  it('refuses the account in words, keeps nothing, and ends the grant at the app', async () => {
    const world = await startWebWorld({ app, acceptedOrgs: [app.otherOrg] })
    try {
      const { link, requestId } = await world.waitFor(alice)
      const refused = await signIn(createBrowser(), link)
      expect(refused.status).toBe(403)
      expect(refused.html).toContain(`That was ${app.alice.orgName(world.standIn.url)}.`)
      expect(await world.outcomes(requestId)).toEqual([null])
      expect(await world.db.query('select id from connections')).toEqual([])
      expect(await drain(world)).toEqual({ tried: 1, done: 1 })
      expect(world.standIn.liveTokens()).toEqual([])
    } finally {
      await world.close()
    }
  })
})
