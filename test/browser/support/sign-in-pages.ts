// The pages between a card's button and "Connected", as a person goes through them.
import type { Page } from 'playwright-core'

/** From our page, which stands open: presses its button and chooses the person at Microsoft's stand-in. */
export async function passMicrosoft(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in to Salesforce' }).click()
  await page.getByRole('heading', { name: 'Sign in to Microsoft Entra' }).waitFor()
  await page.getByRole('button', { name }).click()
}

/** At Salesforce's stand-in. @param choice what the account's button says, or `Deny` */
export async function chooseAtSalesforce(page: Page, choice: string): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in to Salesforce' }).waitFor()
  await page.getByRole('button', { name: choice }).click()
}
