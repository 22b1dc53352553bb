// Takes the pictures of all pages in docs/images/, that docs/pages.md shows: on a desk, on a phone, and some in the dark.
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { drainRevocations } from '../../connections/revocations.js'
import { createLogger } from '../../log.js'
import { beginEffect, finishEffect } from '../../runs/effects.js'
import { alice, bob } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { startSiteWorld, type SiteWorld } from '../web/site/site-world.js'
import { signIn } from '../web/support/trip.js'
import { save } from './support/camera.js'
import { openChromium, type Chromium } from './support/chromium.js'

const MINUTES_MS = 240_000
const DESK: BrowserContextOptions = { viewport: { width: 1_000, height: 760 } }
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 900 } }
const person = `/connections/people/${alice.aadObjectId}`
let world: SiteWorld
let chromium: Chromium
let told: string

beforeAll(async () => {
  world = await startSiteWorld()
  Object.assign(world.roles, { ADMINS: [bob.aadObjectId], OPERATORS: [bob.aadObjectId] })
  chromium = await openChromium()
  told = await runThatWrote()
  for (const someone of [bob, alice, bob]) await world.waitFor(someone)
  await world.db.query(
    `update runs set state = 'waiting_sign_in', temporal_run_id = 'one' where id in (select run_id from waits where outcome is null)`,
  )
  await disconnected()
  await signIn(createBrowser(), (await world.waitFor(alice)).link)
  await world.db.query(`update runs set state = 'running', temporal_run_id = 'one' where state = 'accepted'`)
}, MINUTES_MS)
afterAll(async () => {
  await chromium.close()
  await world.close()
})

/** Alice was asked to sign in, did, and two steps were done: one as her, one as the shared account. */
async function runThatWrote(): Promise<string> {
  const { link, runIds } = await world.waitFor(alice)
  await signIn(createBrowser(), link)
  const [runId = ''] = runIds
  const step = { runId, connectionId: crypto.randomUUID(), accountKey: 'k', signer: null }
  const hers = {
    ...step,
    app: 'salesforce',
    action: 'createOpportunity',
    stepKey: 'salesforce.createOpportunity',
    identity: 'personal',
  } as const
  const shared = { ...step, app: 'box', action: 'createFolder', stepKey: 'box.createFolder', identity: 'shared' } as const
  for (const effect of [
    { ...hers, appAccount: 'alice@contoso-sales.example' },
    { ...shared, appAccount: 'integration@contoso.example' },
  ]) {
    await beginEffect(world.db, world.keys, effect)
    await finishEffect(world.db, world.keys, { ...effect, result: {} })
  }
  await world.db.query(`update runs set state = 'completed', ended_at = now(), posted_at = now() where id = $1`, [runId])
  return runId
}

/** By an operator, and confirmed by Salesforce. */
async function disconnected(): Promise<void> {
  const { browser } = await world.comesTo('/connections', bob)
  const [connection] = await world.db.query<{ id: string }>(`select id from connections`)
  await world.post(`/connections/${connection?.id ?? ''}/disconnect`, browser)
  const { db, unseal, findClient } = world
  await drainRevocations({ db, unseal, findClient, log: createLogger('pictures', 'silent') })
}

async function open(options: BrowserContextOptions): Promise<Page> {
  const page = await (await chromium.profile(options)).newPage()
  await page.goto(`${world.url}/site`)
  await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
  await page.getByRole('button', { name: 'Bob' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
async function connectsShared(page: Page): Promise<void> {
  await page.goto(`${world.url}/apps/salesforce`)
  await page.getByRole('button', { name: 'Connect to Salesforce' }).click()
  await page.getByRole('button', { name: /integration/i }).click()
  await page.getByText('Connected as').waitFor()
}
/** One that an admin made, with the client id of today still to be shown what another would end. */
async function addsConfiguration(page: Page): Promise<string> {
  await page.goto(`${world.url}/apps/new?app=salesforce`)
  const fields = {
    Label: 'Contoso EMEA',
    'Where people sign in': world.salesforce.url,
    'Client id': 'workbot',
    'Client secret': 's'.repeat(32),
  }
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('Added.').waitFor()
  return new URL(page.url()).pathname
}
async function take(page: Page, name: string, path: string): Promise<void> {
  await page.goto(`${world.url}${path}`)
  await save(name, await page.screenshot({ fullPage: true }))
}

/** Its name in docs/images/ → its path. `made`: of the configuration that an admin made. */
const pagesOf = (made: string): Readonly<Record<string, string>> => ({
  overview: '/overview',
  runs: '/runs',
  run: `/runs/${told}`,
  connections: '/connections',
  'connections-of-person': person,
  recipes: '/recipes',
  'recipe-settings': '/recipes/create-opportunity/settings',
  apps: '/apps',
  app: '/apps/salesforce',
  'app-new': '/apps/new?app=servicenow',
  'app-edit': `${made}/edit`,
  audit: '/audit?event=sign_in.',
  incident: '/incident',
})

it('every page, on a desk, on a phone, and some in the dark', { timeout: MINUTES_MS }, async () => {
  const desk = await open(DESK)
  await connectsShared(desk)
  const pages = Object.entries(pagesOf(await addsConfiguration(desk)))
  const phone = await open(PHONE)
  for (const [name, path] of pages) {
    await take(desk, name, path)
    await take(phone, `${name}-phone`, path)
  }
  await phone.emulateMedia({ colorScheme: 'dark' })
  await take(phone, 'run-phone-dark', `/runs/${told}`)
  await take(phone, 'app-new-phone-dark', '/apps/new?app=servicenow')
})
