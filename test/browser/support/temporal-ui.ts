// The page of the one run that waits, in Temporal's UI, as an operator opens it.
import type { BrowserContext, Page } from 'playwright-core'

/** Resolves when the run's input is shown, decoded. */
export async function openWaitingRun(profile: BrowserContext, temporalUi: string): Promise<Page> {
  const page = await profile.newPage()
  await page.goto(`${temporalUi}/namespaces/default/workflows`, { waitUntil: 'domcontentloaded' })
  await page.getByRole('row', { name: 'Running' }).getByRole('link').first().click()
  await page.getByText('"params"').waitFor()
  return page
}

/** What the run says it is doing. The UI draws that text in a frame of its own. */
export async function currentDetails(page: Page) {
  await page.getByRole('tab', { name: 'User Metadata' }).click()
  const details = page.frameLocator('#user-metadata-current-details').getByText('Waiting since')
  await details.waitFor()
  return details
}
