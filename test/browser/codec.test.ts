// An operator reads payloads in Temporal's UI outside the sandbox: a page on another origin that plays the UI, in a real browser.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { alice } from '../../sandbox/people.js'
import { createCodec } from '../../temporal/codec.js'
import { encodedPayload } from '../web/support/codec-request.js'
import { startWebWorld } from '../web/support/web-world.js'
import { openChromium, openOrdinaryProfile } from './support/chromium.js'

const payloads = createCodec([{ id: 'codec-1', key: Buffer.alloc(32, 7) }])
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The bot is at `localhost`, so a UI at `127.0.0.1` is another site to a browser, and one at `localhost` another origin only. */
async function start(uiHost: 'localhost' | '127.0.0.1') {
  const ui: Server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'))
  await new Promise<void>((resolve) => ui.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => ui.close(resolve).closeAllConnections()))
  const port = String((ui.address() as AddressInfo).port)
  const temporalUiUrl = `http://${uiHost}:${port}`
  const isOperator = ({ aadObjectId }: { aadObjectId: string }) => aadObjectId === alice.aadObjectId
  const world = await startWebWorld({ change: { codec: { payloads, temporalUiUrl, audience: { kind: 'operators', isOperator } } } })
  ends.push(() => world.close())
  return { url: world.url, temporalUiUrl, otherUrl: temporalUiUrl.replace(uiHost, uiHost === 'localhost' ? '127.0.0.1' : 'localhost') }
}

/** What the UI does, with credentials included. Resolves with the status and what was shown, or null where the browser kept it back. */
async function decodeIn(page: Page, url: string): Promise<unknown> {
  const body = JSON.stringify({ payloads: [await encodedPayload(payloads, '"Acme"')] })
  return page.evaluate(`fetch(${JSON.stringify(`${url}/codec/decode`)}, {
    method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json', 'x-namespace': 'default' }, body: ${JSON.stringify(body)},
  }).then(async (answer) => ({ status: answer.status, shown: (await answer.json()).payloads?.map(({ data }) => atob(data)) ?? [] }), () => null)`)
}

async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function signIn(context: BrowserContext, url: string): Promise<void> {
  const page = await open(context, `${url}/codec/sign-in`)
  await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
  await page.getByRole('button', { name: 'Alice' }).click()
  await page.getByRole('heading', { name: "Temporal's UI shows what runs hold" }).waitFor()
}

describe("Temporal's UI outside the sandbox", { timeout: 120_000 }, () => {
  it("on the bot's own site, even in a private window: nothing before the sign-in, payloads after it, and nothing for another page", async () => {
    const { url, temporalUiUrl, otherUrl } = await start('localhost')
    const chromium = await openChromium()
    ends.push(chromium.close)
    const profile = await chromium.profile()
    const ui = await open(profile, temporalUiUrl)
    expect(await decodeIn(ui, url)).toEqual({ status: 401, shown: [] })
    await signIn(profile, url)
    expect(await decodeIn(ui, url)).toEqual({ status: 200, shown: ['"Acme"'] })
    expect(await decodeIn(await open(profile, otherUrl), url)).toBeNull()
  })

  it('on another site, in a browser that sends cookies from there', async () => {
    const { url, temporalUiUrl, otherUrl } = await start('127.0.0.1')
    const profile = await openOrdinaryProfile()
    ends.push(profile.close)
    await signIn(profile.context, url)
    expect(await decodeIn(await open(profile.context, temporalUiUrl), url)).toEqual({ status: 200, shown: ['"Acme"'] })
    expect(await decodeIn(await open(profile.context, otherUrl), url)).toBeNull()
  })
})
