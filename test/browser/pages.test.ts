// The operators' pages in a real browser: each by the rules of accessibility, light and dark, on a phone, with the keyboard, and without a script.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { alice, bob } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { signIn } from '../web/support/trip.js'
import { startSiteWorld, type SiteWorld } from '../web/site/site-world.js'
import { fitsPhone, violations } from './support/accessibility.js'
import { openChromium, type Chromium } from './support/chromium.js'

const DEADLINE_MS = 240_000
let world: SiteWorld
let chromium: Chromium
let runId: string

beforeAll(async () => {
  world = await startSiteWorld()
  world.roles.OPERATORS = [bob.aadObjectId]
  chromium = await openChromium()
}, DEADLINE_MS)
afterAll(async () => {
  await chromium.close()
  await world.close()
})
/** Alice is connected, and another run of hers waits for a sign-in. */
beforeEach(async () => {
  for (const table of ['waits', 'proposals', 'runs', 'disconnects']) await world.db.query(`delete from ${table}`)
  await world.forget()
  await signIn(createBrowser(), (await world.waitFor(alice)).link)
  runId = (await world.waitFor(alice)).runIds[0] ?? ''
  await world.db.query(`update runs set state = case id when $1 then 'waiting_sign_in' else 'running' end, temporal_run_id = 'one'`, [
    runId,
  ])
})

async function comesTo(path: string, name: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await chromium.profile(options)).newPage()
  await page.goto(`${world.url}${path}`)
  await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
  await page.getByRole('button', { name }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
async function isSound(page: Page, path: string): Promise<void> {
  const loaded = await page.goto(`${world.url}${path}`)
  expect((await loaded?.body())?.length, path).toBeLessThan(50_000)
  expect(await violations(page), path).toEqual([])
  expect(await fitsPhone(page), path).toBe(true)
}

it('every page of an operator, full and empty, is sound', { timeout: DEADLINE_MS }, async () => {
  const page = await comesTo('/runs', 'Bob')
  const person = `/connections/people/${alice.aadObjectId}`
  for (const path of ['/runs', `/runs/${runId}`, '/connections', person, '/audit', '/recipes']) await isSound(page, path)
  for (const path of [
    '/runs?state=lost',
    '/runs?person=zoe',
    '/connections?used=never&state=needs_sign_in',
    '/audit?run=none',
    '/runs/none',
  ])
    await isSound(page, path)
  await page.goto(`${world.url}/runs/${runId}`)
  await page.getByRole('button', { name: 'Show what was entered' }).click()
  await page.getByRole('heading', { name: 'What was entered' }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(chromium.askedOutside(world.url)).toEqual([])
})

it(
  'the page of a run that failed is sound, and asks its caller whether to continue it, also without a script',
  { timeout: DEADLINE_MS },
  async () => {
    await world.db.query(`update runs set state = 'failed', ended_at = now(), outcome_sealed = 'x' where id = $1`, [runId])
    const page = await comesTo('/runs', 'Bob', { javaScriptEnabled: false })
    await page.goto(`${world.url}/runs/${runId}`)
    await page.getByText('Continue from the failed step').click()
    await page.getByRole('button', { name: 'Ask its caller to continue' }).click()
    await page.getByText('Bob Olsen asked Alice Jensen in Teams to continue it.').waitFor()
    await isSound(await comesTo('/runs', 'Bob'), `/runs/${runId}`)
  },
)

it(
  'every page of an admin is sound: the overview, an app, an incident under way and what went wrong on its form',
  { timeout: DEADLINE_MS },
  async () => {
    world.roles.ADMINS = [alice.aadObjectId]
    const page = await comesTo('/site', 'Alice')
    expect(new URL(page.url()).pathname).toBe('/overview')
    for (const path of ['/overview', '/apps', '/apps/salesforce', '/incident', '/apps/none', '/incident/none']) await isSound(page, path)
    await page.goto(`${world.url}/incident`)
    await page.getByLabel('To go on, type: revoke everything').fill('no')
    await page.getByRole('button', { name: 'Revoke everything' }).click()
    await page.getByRole('alert').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByLabel('To go on, type the id of the configuration').fill('salesforce')
    await page.getByRole('button', { name: 'Disconnect everyone' }).click()
    await page.getByRole('heading', { level: 1, name: 'Disconnect everyone from salesforce' }).waitFor()
    expect([await violations(page), await fitsPhone(page)]).toEqual([[], true])
    world.roles.ADMINS = []
  },
)

it('every page of a member is sound, also the one that they may not see', { timeout: DEADLINE_MS }, async () => {
  const page = await comesTo('/site', 'Alice')
  expect(new URL(page.url()).pathname).toBe('/runs')
  expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['Runs', 'Connections'])
  for (const path of ['/runs', `/runs/${runId}`, '/connections', '/audit']) await isSound(page, path)
})

it('the list follows along by itself, and so does a run’s page', { timeout: DEADLINE_MS }, async () => {
  const [list, run] = [await comesTo('/runs', 'Bob'), await comesTo(`/runs/${runId}`, 'Bob')]
  await list.getByText('Waiting for a sign-in to Salesforce').waitFor()
  await world.db.query(`update runs set state = 'stuck' where id = $1`, [runId])
  await Promise.all([list, run].map((page) => page.locator('[data-live]').getByText('Stuck', { exact: true }).waitFor()))
})

it('with the keyboard alone a member cancels their run', { timeout: DEADLINE_MS }, async () => {
  const page = await comesTo(`/runs/${runId}`, 'Alice')
  await page.locator('summary', { hasText: 'Cancel this run' }).press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Cancelled.').waitFor()
  expect(await world.db.query(`select outcome from waits where run_id = $1`, [runId])).toEqual([{ outcome: 'cancelled' }])
})

it('without a script an operator finds a run, and ends all of a person’s connections', { timeout: DEADLINE_MS }, async () => {
  const page = await comesTo('/runs', 'Bob', { javaScriptEnabled: false })
  await page.locator('input[name="person"]').fill('alice')
  await page.locator('select[name="state"]').selectOption({ label: 'Waiting for a sign-in' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  await page.goto(`${world.url}/connections`)
  await page.getByRole('link', { name: 'Alice Jensen' }).click()
  await page.locator('summary', { hasText: 'Disconnect everything of Alice Jensen' }).click()
  await page.getByRole('button', { name: 'Yes, disconnect everything' }).click()
  await page.getByText('Everything is disconnected here.').waitFor()
  expect(await world.db.query(`select from connections`)).toEqual([])
})
