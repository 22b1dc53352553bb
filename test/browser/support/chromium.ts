// A real browser, without the internet: what leaves this machine is stopped, and remembered.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import { inject } from 'vitest'

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const LOCAL = ['localhost', '127.0.0.1']
/** The machine may be busy with other tests: what a state waits for comes in a second, or not at all. */
const WAIT_MS = 90_000

export interface Chromium {
  /** A browser profile of its own: cookies, zone and language of one person. */
  profile(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Addresses outside this machine that pages of this origin asked for. */
  askedOutside(origin: string): readonly string[]
  close(): Promise<void>
}

/** @throws where there is no browser on this machine */
export async function openChromium(): Promise<Chromium> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: FLAGS })
  const outside: { readonly page: string; readonly url: string }[] = []
  return {
    async profile(options = {}) {
      const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Copenhagen', ...options })
      context.setDefaultTimeout(WAIT_MS)
      await context.route(
        ({ hostname }) => !LOCAL.includes(hostname),
        async (route, request) => {
          outside.push({ page: request.frame().url(), url: request.url() })
          await route.abort()
        },
      )
      return context
    },
    askedOutside: (origin) => outside.filter(({ page }) => page.startsWith(`${origin}/`)).map(({ url }) => url),
    close: () => browser.close(),
  }
}

/** A browser as people have it at work. The profiles of `openChromium` are private windows, which send no cookies from another site's page. */
export async function openOrdinaryProfile(): Promise<{ readonly context: BrowserContext; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-profile-'))
  // Cookies from other sites' pages are let along (0): some browsers and distributions block them, and their people can't use it that way.
  await mkdir(join(folder, 'Default'))
  await writeFile(
    join(folder, 'Default/Preferences'),
    JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }),
  )
  const context = await chromium.launchPersistentContext(folder, { executablePath: browserPath(), args: FLAGS })
  context.setDefaultTimeout(WAIT_MS)
  await context.route(
    ({ hostname }) => !LOCAL.includes(hostname),
    (route) => route.abort(),
  )
  return {
    context,
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function browserPath(): string {
  const path = inject('chromiumPath')
  if (path === '') throw new Error('No Chromium was found. `npm test` gets one, or set CHROMIUM_PATH to the browser you have.')
  return path
}
