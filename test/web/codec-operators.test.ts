// The codec outside the sandbox: who it serves, from which page, for how long.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice, bob, SANDBOX_TENANT, type SandboxPerson } from '../../sandbox/people.js'
import { rolesOf } from '../../settings/roles.js'
import { createCodec } from '../../temporal/codec.js'
import { createBrowser, type Page, type TestBrowser } from '../support/browser.js'
import { encodedPayload } from './support/codec-request.js'
import { callerOf, startWebWorld, type WebWorld } from './support/web-world.js'

const payloads = createCodec([{ id: 'codec-1', key: Buffer.alloc(32, 7) }])
let world: WebWorld
let uiOrigin: string
let operators: string[] = []
const ui = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>UI</title>'))

beforeAll(async () => {
  await new Promise<void>((resolve) => ui.listen(0, '127.0.0.1', resolve))
  uiOrigin = `http://127.0.0.1:${String((ui.address() as AddressInfo).port)}`
  const isOperator = (person: { tenantId: string; aadObjectId: string }) =>
    rolesOf({ TENANT_ID: SANDBOX_TENANT, ADMINS: [], AUTHORS: [], OPERATORS: operators }, person).includes('operator')
  world = await startWebWorld({
    change: { codec: { payloads, temporalUiUrl: `${uiOrigin}/namespaces`, audience: { kind: 'operators', isOperator } } },
  })
})
afterAll(async () => {
  await world.close()
  ui.closeAllConnections()
  await new Promise((resolve) => ui.close(resolve))
})
afterEach(async () => {
  operators = [alice.aadObjectId]
  await world.db.query(`delete from browser_sessions`)
  await world.forget()
})

const signIn = async (browser: TestBrowser, person: SandboxPerson): Promise<Page> =>
  browser.choose(await browser.submit(await browser.open(`${world.url}/codec/sign-in`)), person.key)

async function signedIn(): Promise<string> {
  operators = [alice.aadObjectId]
  const browser = createBrowser()
  await signIn(browser, alice)
  return browser.cookies(world.url)
}

async function decode({ cookie = '', origin = uiOrigin }: { cookie?: string; origin?: string | null } = {}) {
  const answer = await fetch(`${world.url}/codec/decode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, ...(origin !== null && { origin }) },
    body: JSON.stringify({ payloads: [await encodedPayload(payloads, '"Acme"')] }),
  })
  const body = (await answer.json()) as { code?: string; payloads?: { data: string }[] }
  return { status: answer.status, code: body.code, shown: body.payloads?.map(({ data }) => Buffer.from(data, 'base64').toString()), answer }
}

describe('the codec outside the sandbox', () => {
  it('shows an operator who signed in what a payload holds, and the audit says who began to look', async () => {
    const cookie = await signedIn()
    const { status, shown, answer } = await decode({ cookie })
    expect([status, shown]).toEqual([200, ['"Acme"']])
    expect(answer.headers.get('access-control-allow-origin')).toBe(uiOrigin)
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
    const [line] = await world.db.query(`select event, tenant_id, aad_object_id from audit order by id desc limit 1`)
    expect(line).toEqual({ event: 'codec.opened', tenant_id: SANDBOX_TENANT, aad_object_id: alice.aadObjectId })
  })

  it('answers a preflight of that page alone, and lets credentials along', async () => {
    const preflight = (origin: string) => fetch(`${world.url}/codec/decode`, { method: 'OPTIONS', headers: { origin } })
    const { status, headers } = await preflight(uiOrigin)
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([
      204,
      uiOrigin,
      'true',
    ])
    expect((await preflight('https://evil.example')).status).toBe(403)
  })

  it('shows nothing to who has not signed in', async () => {
    expect(await decode()).toMatchObject({ status: 401, code: 'WB-CODEC-003', shown: undefined })
    expect(await decode({ cookie: `workbot-codec=${'a'.repeat(43)}` })).toMatchObject({ status: 401, code: 'WB-CODEC-003' })
  })

  it('shows nothing to a page of another origin, nor to a request without one, whatever cookie it has', async () => {
    const cookie = await signedIn()
    const { port } = new URL(uiOrigin)
    for (const origin of [
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      'http://127.0.0.1',
      'https://evil.example',
      'null',
      null,
    ]) {
      const { status, code, shown, answer } = await decode({ cookie, origin })
      expect([status, code, shown], String(origin)).toEqual([403, 'WB-CODEC-001', undefined])
      expect(answer.headers.get('access-control-allow-origin'), String(origin)).toBeNull()
    }
  })

  it('gives no session to somebody who is no operator, and notes the attempt', async () => {
    operators = [alice.aadObjectId]
    const browser = createBrowser()
    const page = await signIn(browser, bob)
    expect(page.status).toBe(403)
    expect(page.html).toContain('You aren&#39;t an operator here')
    expect(page.html).toContain('WB-CODEC-004')
    expect(browser.cookies(world.url)).not.toContain('workbot-codec')
    expect(await decode({ cookie: browser.cookies(world.url) })).toMatchObject({ status: 401 })
    expect(await world.audited()).toEqual(['codec.refused'])
  })

  it('asks who is an operator at each request: who was taken off the list is out at once', async () => {
    const cookie = await signedIn()
    expect((await decode({ cookie })).status).toBe(200)
    operators = []
    expect(await decode({ cookie })).toMatchObject({ status: 403, code: 'WB-CODEC-004', shown: undefined })
  })

  it('ends after an hour', async () => {
    const cookie = await signedIn()
    const [row] = await world.db.query<{ minutes: string }>(
      `select round(extract(epoch from expires_at - created_at) / 60) as minutes from browser_sessions`,
    )
    expect(Number(row?.minutes)).toBe(60)
    await world.db.query(`update browser_sessions set expires_at = now() - interval '1 second'`)
    expect((await decode({ cookie })).status).toBe(401)
  })

  it('takes no session of a sign-in, and its own is none there: each cookie is good for one thing', async () => {
    const cookie = await signedIn()
    const id = /workbot-codec=([\w-]+)/.exec(cookie)?.[1] ?? ''
    const { link } = await world.waitFor(alice)
    const browser = createBrowser()
    const started = await fetch(link, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', cookie: `workbot=${id}` } })
    expect(await started.text()).toContain('Going to Microsoft')
    await browser.choose(await browser.submit(await browser.open(link)), 'alice')
    const session = /workbot=([\w-]+)/.exec(browser.cookies(world.url))?.[1] ?? ''
    expect(session).not.toBe('')
    expect((await decode({ cookie: `workbot-codec=${session}` })).status).toBe(401)
  })

  it('starts no trip from another page, and encodes nothing', async () => {
    const started = await fetch(`${world.url}/codec/sign-in`, { method: 'POST', headers: { origin: uiOrigin } })
    expect(started.status).toBe(403)
    const encoded = await fetch(`${world.url}/codec/encode`, { method: 'POST', headers: { origin: uiOrigin, cookie: await signedIn() } })
    expect(encoded.status).toBe(404)
  })
})

it('a role is held by tenant and object id together, and an admin reads nothing of runs by that alone', () => {
  const config = { TENANT_ID: SANDBOX_TENANT, ADMINS: [bob.aadObjectId], AUTHORS: [], OPERATORS: [alice.aadObjectId] }
  expect(rolesOf(config, callerOf(alice))).toEqual(['operator', 'member'])
  expect(rolesOf(config, callerOf(bob))).toEqual(['admin', 'member'])
  expect(rolesOf(config, { ...callerOf(alice), tenantId: '00000000-0000-4000-8000-000000000000' })).toEqual([])
})
