// The contract of every app's actions, at its stand-in: one effect where a write's answer is lost or it never arrived, and every page of a list.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppRequest } from '../../activities/app-request.js'
import type { ActionCall, AnyAction } from '../../apps/define-app.js'
import { AppUnavailable } from '../../apps/errors.js'
import { apps } from '../../apps/index.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { Secret } from '../../keys/secret.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { actionCall } from '../support/action-call.js'
import { signInRaw, standInOptions } from '../support/oauth-app.js'
import type { Act } from './app-under-test.js'
import { appsUnderTest } from './apps-under-test.js'

describe.each(appsUnderTest)('$id', (app) => {
  const { oauth } = apps[app.id]
  const actions = apps[app.id].actions as Record<string, AnyAction>
  let standIn: OAuthAppStandIn
  let accessToken: Secret
  beforeAll(async () => {
    standIn = await app.start(standInOptions)
    const paths = { authorization: new URL(oauth.endpoints(standIn.url).authorization).pathname, token: app.tokenPath }
    const { json } = await signInRaw(standIn, paths, { account: 'alice', scope: oauth.scopes.join(' ') })
    accessToken = new Secret(String(json?.access_token))
  })
  afterAll(() => standIn.close())

  /** One write, however often it is tried: with one key, and what it notes. */
  function callOf(actionName: string): ActionCall {
    const { url: host } = standIn
    const http = createHttp({ acceptsHost: () => false, extraHosts: [new URL(host).host] })
    const request = createAppRequest({ app: apps[app.id], http, host, accessToken, actionName })
    const notes: unknown[] = []
    return actionCall({
      ...{ request, host, accountKey: app.alice.key(host), effectKey: randomBytes(16).toString('hex') },
      async noteOnce<Note>(read: () => Promise<Note>): Promise<Note> {
        if (notes.length === 0) notes.push(await read())
        return notes[0] as Note
      },
    })
  }
  const actionOf = (name: string): AnyAction => actions[name] ?? expect.fail(`There is no ${name}.`)
  const act: Act = (name, input) => actionOf(name).perform(callOf(name), input) as Promise<unknown>

  /** What Workbot does after a lost answer (activities/recognise.ts). */
  async function tryAgain(call: ActionCall, input: unknown): Promise<unknown> {
    const action = actionOf(app.effect.action)
    if (action.kind !== 'write' || action.recognisedBy === 'none') return expect.fail('This write recognises nothing.')
    const found: unknown = action.recognisedBy === 'exact key' ? await action.find({ ...call, isRetry: true }, input) : undefined
    return found ?? (await action.perform({ ...call, isRetry: action.recognisedBy === 'enforced' }, input))
  }

  it.each([
    ['was lost', 'drop', 1],
    ['never came, because the write never arrived', 'cut', 0],
  ] as const)('a write whose answer %s has one effect after the next try', async (_what, kind, before) => {
    const { action, input, request, count } = app.effect
    const name = `Effect ${kind}`
    const call = callOf(action)
    standIn.addFault({ kind, ...request })
    await expect(actionOf(action).perform(call, input(name))).rejects.toBeInstanceOf(AppUnavailable)
    expect(count(standIn, name)).toBe(before)
    const result = await tryAgain(call, input(name))
    expect(result).toMatchObject({ id: expect.stringMatching(/./) as string })
    expect(count(standIn, name)).toBe(1)
  })

  it('a list is read to its last page', async () => {
    const names = Array.from({ length: app.paging.entries }, (_, index) => `Paged ${String(index + 1).padStart(3, '0')}`)
    for (const name of names) await app.paging.add(act, name)
    const from = standIn.requests.length
    const read = await app.paging.all(act)
    expect(read.filter((name) => name.startsWith('Paged ')).toSorted()).toEqual(names)
    expect(standIn.requests.length - from).toBeGreaterThan(1)
  })
})
