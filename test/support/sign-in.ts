// The sign-in trip of a person in a browser: our page, Entra, the app, and back.
import { createBrowser, type Page, type TestBrowser } from './browser.js'

export interface SignIn {
  /** Who sits at the browser, as Entra's stand-in names them. */
  readonly as: string
  /** The account chosen at the app; an empty string denies. */
  readonly account?: string
  readonly browser?: TestBrowser
}

/** Goes the whole way from the card's link, and says yes where it is asked about an unexpected account; resolves with the page where it ends. */
export async function signsIn(link: string, { as, account = as, browser = createBrowser() }: SignIn): Promise<Page> {
  const asked = await browser.open(link)
  const atEntraOrApp = await browser.submit(asked)
  const atApp = atEntraOrApp.html.includes('Microsoft Entra') ? await browser.choose(atEntraOrApp, as) : atEntraOrApp
  const back = atApp.html.includes('name="person"') ? await browser.choose(atApp, account) : atApp
  return back.html.includes('action="/account/') ? await browser.submit(back, { decision: 'use' }) : back
}
