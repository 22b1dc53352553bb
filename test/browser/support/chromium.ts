// A real browser, without the internet: what leaves this machine is stopped, and remembered.
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import { inject } from 'vitest'

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const LOCAL = ['localhost', '127.0.0.1']
/** The machine may be busy with other tests: what a state waits for comes in a second, or not at all. */
const WAIT_MS = 30_000

export interface Chromium {
  /** A browser profile of its own: cookies, zone and language of one person. */
  profile(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Addresses outside this machine that pages of this origin asked for. */
  askedOutside(origin: string): readonly string[]
  close(): Promise<void>
}

/** @throws where there is no browser on this machine */
export async function openChromium(): Promise<Chromium> {
  const executablePath = inject('chromiumPath')
  if (executablePath === '') throw new Error('No Chromium was found. `npm test` gets one, or set CHROMIUM_PATH to the browser you have.')
  const browser = await chromium.launch({ executablePath, args: FLAGS })
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
