// App configurations in a real browser: made, tested, changed and removed, in light and dark, on a phone, and held to the rules of accessibility.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice } from '../../sandbox/people.js'
import { startSiteWorld, type SiteWorld } from '../web/site/site-world.js'
import { fitsPhone, violations } from './support/accessibility.js'
import { openChromium, type Chromium } from './support/chromium.js'

const DEADLINE_MS = 240_000
let world: SiteWorld
let chromium: Chromium

beforeAll(async () => {
  world = await startSiteWorld()
  Object.assign(world.roles, { ADMINS: [alice.aadObjectId] })
  chromium = await openChromium()
}, DEADLINE_MS)
afterAll(async () => {
  await chromium.close()
  await world.close()
})

async function comesTo(path: string): Promise<Page> {
  const page = await (await chromium.profile()).newPage()
  await page.goto(`${world.url}${path}`)
  await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
  await page.getByRole('button', { name: 'Alice' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}
const isSound = async (page: Page): Promise<void> => {
  expect(await violations(page)).toEqual([])
  expect(Buffer.byteLength(await page.content())).toBeLessThan(50_000)
  expect(await fitsPhone(page)).toBe(true)
}

it(
  'an admin adds one, is told what isn’t right, tests it, changes its client id after seeing what that ends, and removes it',
  async () => {
    const page = await comesTo('/apps')
    await isSound(page)
    await page.getByRole('link', { name: 'Add a configuration' }).click()
    await isSound(page)
    await page.getByRole('link', { name: 'Salesforce' }).click()
    await fill(page, { Label: 'Contoso UAT', 'Where people sign in': 'https://evil.example', 'Client id': 'workbot', 'Client secret': 'x' })
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Where people sign in').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Client secret').inputValue()).toBe('')
    await isSound(page)
    await fill(page, { 'Where people sign in': world.salesforce.url, 'Client secret': 's'.repeat(32) })
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText('Added.').waitFor()
    await isSound(page)

    await page.getByRole('button', { name: 'Test it now' }).click()
    await page.getByText('What the test found').waitFor()
    await page.getByText('The redirect URI isn’t registered there.').waitFor()
    await isSound(page)

    await page.getByRole('link', { name: 'Change, or remove' }).click()
    await page.getByLabel('The new client id').fill('the-next')
    await isSound(page)
    await page.getByRole('button', { name: 'See what it would end' }).click()
    await page.getByText('Nothing is changed yet.').waitFor()
    await isSound(page)
    await page.getByLabel('The secret of the-next').fill('its-secret')
    await page.getByRole('button', { name: 'Change the client id' }).click()
    await page.getByText('The client id is changed.').waitFor()

    await page.getByRole('link', { name: 'Change, or remove' }).click()
    await page.getByText('Remove …').press('Enter')
    await page.getByRole('button', { name: 'Remove this configuration' }).click()
    await page.getByText('Removed.').waitFor()
    expect(await page.getByText('Contoso UAT').count()).toBe(0)
  },
  DEADLINE_MS,
)
