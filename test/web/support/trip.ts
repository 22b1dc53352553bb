// The ways of a browser through a sign-in, as far as a test wants to go.
import { createBrowser, type Page, type TestBrowser } from '../../support/browser.js'
import type { WebWorld } from './web-world.js'

/** From the link's page, over Microsoft as this person, to wherever that leads: the app's login page, or a refusal. */
export async function throughMicrosoft(browser: TestBrowser, link: string, person = 'alice'): Promise<Page> {
  return browser.choose(await browser.submit(await browser.open(link)), person)
}

/** The whole trip. @param account at the app; an empty one denies */
export async function signIn(
  browser: TestBrowser,
  link: string,
  { person = 'alice', account = person }: { person?: string; account?: string } = {},
): Promise<Page> {
  return browser.choose(await throughMicrosoft(browser, link, person), account)
}

/** A callback that can be sent as often as a test likes. */
export interface Callback {
  readonly url: URL
  /** The cookies of the browser that began. */
  readonly cookie: string
  send(to?: URL): Promise<Response>
}

/** Up to the callback, which isn't fetched. */
export async function callbackOf({ url: ours }: Pick<WebWorld, 'url'>, link: string, account = 'alice'): Promise<Callback> {
  const browser = createBrowser({ stopBefore: `${ours}/oauth/callback` })
  const { url } = await signIn(browser, link, { account })
  const cookie = browser.cookies(url)
  return { url, cookie, send: (to = url) => fetch(to, { headers: { cookie }, redirect: 'manual' }) }
}
