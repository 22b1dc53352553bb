// The contract of every app without our pages: refresh and its refusals, the error model, the host list, and what a profile must say.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenRefusal } from '../../apps/define-app.js'
import { AppError, type RateLimited } from '../../apps/errors.js'
import { apps } from '../../apps/index.js'
import { isAllowedUrl } from '../../http/allowed-url.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { postToken, signInRaw, standInOptions, type RawAnswer } from '../support/oauth-app.js'
import type { ErrorCase } from './app-under-test.js'
import { appsUnderTest } from './apps-under-test.js'

it('every app is under test', () => {
  expect(appsUnderTest.map(({ id }) => id)).toEqual(Object.keys(apps))
})

const asRefusal = ({ status, json }: RawAnswer): TokenRefusal => ({
  status,
  error: typeof json?.error === 'string' ? json.error : '',
  description: typeof json?.error_description === 'string' ? json.error_description : '',
})

describe.each(appsUnderTest)('$id', (app) => {
  const { oauth, name, throwError } = apps[app.id]
  let standIn: OAuthAppStandIn
  const paths = () => ({ authorization: new URL(oauth.endpoints(standIn.url).authorization).pathname, token: app.tokenPath })
  const signIn = () => signInRaw(standIn, paths(), { account: 'alice', scope: oauth.scopes.join(' ') })
  const refresh = (token: unknown): Promise<RawAnswer> =>
    postToken(standIn, paths(), { grant_type: 'refresh_token', refresh_token: String(token) })
  beforeAll(async () => {
    standIn = await app.start(standInOptions)
  })
  afterAll(() => standIn.close())

  it('its endpoints are those of its stand-in, over https where the login host is', () => {
    expect(oauth.endpoints(standIn.url).token).toBe(`${standIn.url}${app.tokenPath}`)
    for (const endpoint of Object.values(oauth.endpoints('https://login.app.example'))) expect(endpoint).toMatch(/^https:\/\//)
  })

  it('a refresh gives a new access token, and its refresh token as the app has it', async () => {
    const first = (await signIn()).json
    const second = await refresh(first?.refresh_token)
    expect(second.status).toBe(200)
    expect(second.json?.access_token).not.toBe(first?.access_token)
    const given = second.json?.refresh_token
    const said = given === undefined ? 'not said' : given === first?.refresh_token ? 'the same' : 'another'
    expect(said).toBe(app.afterRefresh)
  })

  it('knows a dead grant by what the app says of one', async () => {
    const { json } = await signIn()
    await standIn.revokeAll('alice')
    expect(oauth.isGrantDead(asRefusal(await refresh(json?.refresh_token)))).toBe(true)
  })

  it('knows a locked-out account by what the app says of it', async () => {
    const { json } = await signIn()
    standIn.lockOut('alice')
    const refused = asRefusal(await refresh(json?.refresh_token))
    standIn.lockOut('alice', false)
    expect(oauth.isGrantDead(refused)).toBe(true)
  })

  it('knows a client secret that it does not take by what the app says of one', async () => {
    const { json } = await signIn()
    const form = { grant_type: 'refresh_token', refresh_token: String(json?.refresh_token), client_secret: 'another' }
    expect(oauth.isClientRefused(asRefusal(await postToken(standIn, paths(), form)))).toBe(true)
    expect(oauth.isClientRefused({ status: 503, error: '', description: '' })).toBe(false)
  })

  it('takes trouble that passes for what it is', () => {
    for (const status of [429, 500, 502, 503]) expect(oauth.isGrantDead({ status, error: '', description: '' })).toBe(false)
    expect(oauth.isGrantDead({ status: 400, error: 'temporarily_unavailable', description: '' })).toBe(false)
  })

  it.each(app.hosts.accepted)('its API may live at %s', (origin) => {
    expect(isAllowedUrl(new URL(origin), { acceptsHost: (url) => oauth.acceptsHost(url) })).toBe(true)
  })

  it.each(app.hosts.refused)("its API can't live at %s", (origin) => {
    expect(isAllowedUrl(new URL(origin), { acceptsHost: (url) => oauth.acceptsHost(url) })).toBe(false)
  })

  it.each(app.errors)('$what is $kind', ({ status, body = '', headers = {}, kind, says }: ErrorCase) => {
    let thrown: unknown
    try {
      throwError({ status, body, headers: new Headers(headers) })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(AppError)
    expect(thrown).toMatchObject({ kind, detail: expect.stringContaining(says ?? name) as string })
    if (headers['retry-after']) expect((thrown as RateLimited).retryAfterMs).toBe(7_000)
  })
})
