// An app's client secret changes: what it refuses as the new one is sent once more with the old one, never where something was done.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appIds } from '../../app-names.js'
import { apps } from '../../apps/index.js'
import { exchangeCode } from '../../connections/exchange-code.js'
import { trySecrets } from '../../connections/try-secrets.js'
import type { Database } from '../../database.js'
import type { HttpRequest, HttpResponse } from '../../http/http.js'
import { Secret } from '../../keys/secret.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { createTestKeys, type TestKeys } from '../support/keys.js'
import { OAUTH_CLIENT, signInForCode } from '../support/oauth-app.js'
import { createTestDatabase } from '../support/postgres.js'
import { aliceAt, startRefreshing, type Refreshing } from './support/refreshing.js'
import { startStandIn } from './support/start-stand-in.js'

const { clientSecret: taken } = OAUTH_CLIENT
let db: Database
let keys: TestKeys
beforeAll(async () => {
  db = (await createTestDatabase()).db
  keys = await createTestKeys()
})

describe.each(appIds)('%s', (app) => {
  let standIn: OAuthAppStandIn
  let alice: Refreshing
  beforeAll(async () => {
    standIn = await startStandIn[app]()
    alice = await startRefreshing({ db, app, standIn, keys })
  })
  afterAll(() => standIn.close())
  beforeEach(async () => {
    await db.query(`delete from connections`)
    await db.query(`delete from revocations`)
    await standIn.revokeAll('alice')
    await alice.connect()
  })
  const withSecrets = (...secrets: string[]) =>
    aliceAt({ db, app, standIn, keys, clients: secrets.map((clientSecret) => ({ ...OAUTH_CLIENT, clientSecret })) })

  it.each([
    ['not yet', ['tomorrow', taken], 2],
    ['already', [taken, 'yesterday'], 1],
  ])('that takes the new secret %s refreshes, and nothing is asked twice that was done', async (_when, secrets, calls) => {
    const programs = withSecrets(...secrets)
    const expired = await programs.find()
    await standIn.expire('alice')
    const before = standIn.tokenCalls
    expect(await programs.calls(await programs.renew(expired))).toBe(200)
    expect(standIn.tokenCalls).toBe(before + calls)
    expect(await programs.row()).toMatchObject({ state: 'connected', version: 2, intent: false, lease: false })
  })

  it('takes a sign-in, and ends tokens, by the secret before', async () => {
    const programs = withSecrets('tomorrow', taken)
    const { oauth } = apps[app]
    const { authorization, token } = oauth.endpoints(standIn.url)
    const paths = { authorization: new URL(authorization).pathname, token: new URL(token).pathname }
    const { back, verifier } = await signInForCode(standIn, paths, { account: 'bob', scope: oauth.scopes.join(' ') })
    const client = (await programs.deps.findClient(db, app))!
    const { tokens } = await exchangeCode(client, { callbackUrl: back, state: 'state', verifier: new Secret(verifier) })
    expect(standIn.liveTokens('bob').map(({ value }) => value)).toContain(tokens.accessToken.reveal())

    await db.query(`insert into revocations (configuration_id, connection_id, host, tokens_sealed, why)
      select configuration_id, id, host, tokens_sealed, 'replaced' from connections`)
    await db.query(`delete from connections`)
    await programs.drain()
    expect(standIn.liveTokens('alice')).toEqual([])
  })

  it('that takes neither is asked no third time', async () => {
    const programs = withSecrets('tomorrow', 'yesterday')
    const expired = await programs.find()
    const before = standIn.tokenCalls
    const outcome = await programs.renew(expired).catch((error: unknown) => error)
    expect(standIn.tokenCalls).toBe(before + 2)
    // ServiceNow says the same of a wrong secret and of an ended sign-in.
    if (app === 'servicenow') expect(outcome).toMatchObject({ kind: 'needs_sign_in' })
    else expect(await programs.row()).toMatchObject({ state: 'connected', version: 1, intent: false })
  })
})

describe('the second request', () => {
  const refused: HttpResponse = { status: 400, headers: new Headers(), body: '{"error":"invalid_client"}' }
  const form: HttpRequest = { method: 'POST', url: new URL('https://app.example/token'), body: 'client_id=us&client_secret=new' }
  async function sends(request: HttpRequest, answers: readonly (HttpResponse | Error)[]): Promise<unknown> {
    const sent: (string | undefined)[] = []
    const http = trySecrets(
      ({ body }) => {
        const answer = answers[sent.push(body) - 1]
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? refused)
      },
      { secrets: [new Secret('new'), new Secret('old')], isClientRefused: ({ error }) => error === 'invalid_client' },
    )
    const end = await http(request).then(
      ({ status }) => status,
      (error: unknown) => String(error),
    )
    return { sent, end }
  }
  const first = 'client_id=us&client_secret=new'

  it('follows a refusal of the client, and its outcome counts, whatever it is', async () => {
    const both = [first, 'client_id=us&client_secret=old']
    expect(await sends(form, [refused, { ...refused, status: 200, body: '{}' }])).toEqual({ sent: both, end: 200 })
    expect(await sends(form, [refused, new Error('lost')])).toEqual({ sent: both, end: 'Error: lost' })
  })

  it('follows nothing else: not an answer that was lost, not trouble, not another refusal', async () => {
    const dead = { ...refused, body: '{"error":"invalid_grant"}' }
    expect(await sends(form, [new Error('lost')])).toEqual({ sent: [first], end: 'Error: lost' })
    expect(await sends(form, [dead])).toEqual({ sent: [first], end: 400 })
    expect(await sends(form, [{ ...refused, status: 503, body: 'down' }])).toEqual({ sent: [first], end: 503 })
  })

  it('is not sent with less than a second left: what it gave would be lost', async () => {
    expect(await sends({ ...form, timeoutMs: 900 }, [refused])).toEqual({ sent: [first], end: 400 })
  })
})
