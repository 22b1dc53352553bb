// What holds for every route: headers, limits, health, the codec's borders, and what is said when our own side fails.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../database.js'
import { createLogger } from '../../log.js'
import { alice } from '../../sandbox/people.js'
import { createCodec } from '../../temporal/codec.js'
import { createWeb, type WebDeps } from '../../web/index.js'
import { encodedPayload } from './support/codec-request.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

const payloads = createCodec([{ id: 'codec-1', key: Buffer.alloc(32, 7) }])
let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld({
    change: { codec: { payloads, temporalUiUrl: 'http://localhost:8233', audience: { kind: 'this machine' } } },
  })
})
afterAll(() => world.close())

describe('every route', () => {
  it('has the security headers, and pages are never stored', async () => {
    const { link } = await world.waitFor(alice)
    const css = /href="(\/assets\/[^"]+\.css)"/.exec(await (await fetch(link)).text())?.[1] ?? ''
    const routes = [
      link,
      css,
      '/assets/icon.svg',
      '/connect/x',
      '/signed-in/x',
      '/entra/callback',
      '/oauth/callback/salesforce',
      '/healthz',
      '/readyz',
      '/nothing',
      '/codec/decode',
      '/',
      '/privacy',
      '/terms',
    ]
    for (const route of routes) {
      const { headers } = await fetch(new URL(route, world.url), { redirect: 'manual' })
      expect(headers.get('content-security-policy'), route).toBe(
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
      )
      expect(headers.get('referrer-policy'), route).toBe('no-referrer')
      expect(headers.get('x-content-type-options'), route).toBe('nosniff')
      expect(headers.get('x-frame-options'), route).toBe('DENY')
      expect(headers.get('x-powered-by'), route).toBeNull()
      if (headers.get('content-type')?.startsWith('text/html')) expect(headers.get('cache-control'), route).toBe('no-store')
    }
  })

  it.each(['/', '/privacy', '/terms'])('has %s, which Teams links from the page of the app', async (path) => {
    const page = await fetch(`${world.url}${path}`)
    expect([page.status, (await page.text()).includes('class="lead"')]).toEqual([200, true])
  })

  it('that nobody has is answered in words; the stylesheet is ours and may be kept', async () => {
    const missing = await fetch(`${world.url}/nothing?code=SECRET`)
    expect(missing.status).toBe(404)
    const text = await missing.text()
    expect(text).toContain('Code WB-WEB-002')
    expect(text).not.toContain('SECRET')
    const css = await fetch(new URL(/href="(\/assets\/[^"]+\.css)"/.exec(text)?.[1] ?? '', world.url))
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(css.headers.get('cache-control')).toContain('immutable')
  })

  it('under /api is left to the bot', async () => {
    const answer = await fetch(`${world.url}/api/messages`, { method: 'POST' })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
  })

  it('is alive and ready', async () => {
    expect(await (await fetch(`${world.url}/healthz`)).json()).toEqual({ status: 'alive' })
    expect(await (await fetch(`${world.url}/readyz`)).json()).toEqual({ status: 'ready' })
  })
})

describe('the codec', () => {
  const encoded = () => encodedPayload(payloads, '"Acme"')
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/codec/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  it("decodes for Temporal's UI, whose preflight it answers for exactly its two names", async () => {
    for (const origin of ['http://localhost:8233', 'http://127.0.0.1:8233']) {
      const preflight = await fetch(`${world.url}/codec/decode`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
      expect(preflight.headers.get('access-control-allow-headers')).toBe('x-namespace, content-type, authorization')
      const decoded = await post('decode', { payloads: [await encoded()] }, { origin, 'x-namespace': 'default' })
      expect(decoded.headers.get('access-control-allow-origin')).toBe(origin)
      const {
        payloads: [plain],
      } = (await decoded.json()) as { payloads: { data: string }[] }
      expect(Buffer.from(plain?.data ?? '', 'base64').toString()).toBe('"Acme"')
    }
  })

  it('encodes what it decodes', async () => {
    const given = { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data: Buffer.from('1').toString('base64') }
    const { payloads: sealed } = (await (await post('encode', { payloads: [given] })).json()) as { payloads: unknown[] }
    expect(await (await post('decode', { payloads: sealed })).json()).toEqual({ payloads: [given] })
  })

  it.each(['http://localhost:8234', 'https://localhost:8233', 'http://evil.example', 'null', 'http://localhost:8233.evil.example'])(
    'refuses a page of %s, and allows it nothing',
    async (origin) => {
      for (const method of ['OPTIONS', 'POST']) {
        const answer = await fetch(`${world.url}/codec/decode`, { method, headers: { origin } })
        expect(answer.status).toBe(403)
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      }
    },
  )

  it('answers what is no payload, or not encrypted, or sent under another name, with an error in words', async () => {
    for (const body of [
      {},
      { payloads: 'x' },
      { payloads: [1] },
      { payloads: [{ metadata: { a: 1 } }] },
      { payloads: [{ metadata: null }] },
    ]) {
      expect((await post('decode', body)).status).toBe(400)
    }
    const plain = await post('decode', { payloads: [{ metadata: {}, data: '' }] })
    expect([plain.status, ((await plain.json()) as { code: string }).code]).toEqual([400, 'WB-TEMPORAL-001'])
  })

  it('is not there unless it is given', async () => {
    const { answer } = await serve({ codec: undefined }, '/codec/decode')
    expect(answer.status).toBe(404)
  })
})

describe('our own side', () => {
  it('without a database says so in words with 503, on pages and in readiness', async () => {
    const db = createDatabase('postgres://nobody@127.0.0.1:1/none', { log: createLogger('test', 'silent') })
    const { link } = await world.waitFor(alice)
    const { answer, text } = await serve({ db }, new URL(link).pathname)
    expect(answer.status).toBe(503)
    expect(text).toContain('Nothing was lost: your run still waits')
    expect(text).toContain('Code WB-DB-002')
    expect((await serve({ db }, '/readyz')).answer.status).toBe(503)
    await db.end()
  })

  it('that fails otherwise never shows the error', async () => {
    const db = { ...world.db, query: () => Promise.reject(new Error('relation "secrets" does not exist at 10.0.0.7')) }
    const { link } = await world.waitFor(alice)
    const { answer, text } = await serve({ db }, new URL(link).pathname)
    expect(answer.status).toBe(500)
    expect(text).toContain('Code WB-WEB-001')
    expect(text).not.toContain('secrets')
  })

  it('takes so many requests of one address in a minute and then says how long to wait', async () => {
    const { link } = await world.waitFor(alice)
    const path = new URL(link).pathname
    const { answers } = await serveMany({ requestsPerMinute: 5 }, [
      path,
      path,
      path,
      path,
      path,
      path,
      '/oauth/callback/salesforce',
      '/healthz',
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429, 200])
    expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

/** The same world with something changed, for one request. */
async function serve(change: Partial<WebDeps>, path: string): Promise<{ answer: Response; text: string }> {
  const { answers, texts } = await serveMany(change, [path])
  return { answer: answers[0]!, text: texts[0]! }
}

async function serveMany(change: Partial<WebDeps>, paths: readonly string[]): Promise<{ answers: Response[]; texts: string[] }> {
  const server = createServer(express().use(createWeb({ ...world.deps, ...change })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const answers: Response[] = []
  for (const path of paths)
    answers.push(await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`, { redirect: 'manual' }))
  const texts = await Promise.all(answers.map((answer) => answer.clone().text()))
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return { answers, texts }
}
