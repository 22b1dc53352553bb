// The pages between a card's button and "Connected", as a person goes through them.
import type { Page } from 'playwright-core'

export interface Trip {
  /** The app's name. */
  readonly app: string
  /** How the button begins of whom they are at Microsoft's stand-in. */
  readonly person: string
  /** How the account's button begins at the app's. */
  readonly account: string
}

/** From our page, which stands open, to "Connected"; then it is closed. Microsoft asks who is there once in a browser. */
export async function signsIn(page: Page, { app, person, account }: Trip): Promise<void> {
  await page.getByRole('button', { name: `Sign in to ${app}` }).click()
  const atMicrosoft = page.getByRole('heading', { name: 'Sign in to Microsoft Entra' })
  await atMicrosoft.or(atApp(page, app)).waitFor()
  if (await atMicrosoft.isVisible()) await page.getByRole('button', { name: person }).click()
  await chooseAccount(page, app, account)
  await page.getByRole('heading', { name: `Connected to ${app} as` }).waitFor()
  await page.close()
}

/** From our page for Salesforce, which stands open: presses its button and chooses the person at Microsoft's stand-in. */
export async function passMicrosoft(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in to Salesforce' }).click()
  await page.getByRole('heading', { name: 'Sign in to Microsoft Entra' }).waitFor()
  await page.getByRole('button', { name: person }).click()
}

/** At the app's stand-in. @param choice how the account's button begins, or `Deny` */
export async function chooseAccount(page: Page, app: string, choice: string): Promise<void> {
  await atApp(page, app).waitFor()
  await page.getByRole('button', { name: choice }).click()
}

const atApp = (page: Page, app: string) => page.getByRole('heading', { name: `Sign in to ${app}`, exact: true })
