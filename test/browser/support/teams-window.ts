// A person's Teams client in the browser: the Agents Playground's page. Cards are found by what they say, because old ones stay.
import type { BrowserContext, Locator, Page } from 'playwright-core'

export interface TeamsWindow {
  readonly page: Page
  says(text: string): Promise<void>
  /** Cards that say all of this; more than one, where it was said before. */
  cards(...words: readonly string[]): Locator
  /** The newest card that says all of this, past or coming. */
  sees(...words: readonly string[]): Promise<Locator>
  /** Follows a card's button that opens the browser. Resolves with the new page. */
  opens(card: Locator, button: string): Promise<Page>
}

/** @param address of the person's client */
export async function openTeams(profile: BrowserContext, address: string): Promise<TeamsWindow> {
  const page = await profile.newPage()
  await page.goto(address, { waitUntil: 'domcontentloaded' })
  const composer = page.locator('[data-lexical-editor=true]')
  await composer.waitFor()
  await page.getByRole('button', { name: 'Hide log panel' }).click()

  const cards: TeamsWindow['cards'] = (...words) =>
    words.reduce((found, hasText) => found.filter({ hasText }), page.locator('.ac-adaptiveCard'))
  return {
    page,
    cards,
    async says(text) {
      // A tab behind another draws once a second.
      await page.bringToFront()
      await composer.fill(text)
      await composer.press('Enter')
    },
    async sees(...words) {
      const card = cards(...words).last()
      await card.waitFor()
      return card
    },
    async opens(card, button) {
      const [opened] = await Promise.all([profile.waitForEvent('page'), card.getByRole('link', { name: button }).click()])
      await opened.waitForLoadState('domcontentloaded')
      return opened
    },
  }
}
