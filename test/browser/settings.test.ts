// Recipe > Settings in a real browser: with the keyboard, in light and dark, on a phone, and held to the rules of accessibility.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice, bob, SANDBOX_TENANT } from '../../sandbox/people.js'
import { recipeSettings } from '../../settings/recipe-settings.js'
import { rolesOf } from '../../settings/roles.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import { startWebWorld, type WebWorld } from '../web/support/web-world.js'
import { fitsPhone, violations } from './support/accessibility.js'
import { openChromium, type Chromium } from './support/chromium.js'

const config = { TENANT_ID: SANDBOX_TENANT, ADMINS: [alice.aadObjectId], AUTHORS: [], OPERATORS: [bob.aadObjectId] }
const DEADLINE_MS = 120_000
let world: WebWorld
let chromium: Chromium

beforeAll(async () => {
  const site = {
    specs: recipeSpecs,
    sandbox: false,
    temporalUi: null,
    rolesOf: (person: Parameters<typeof rolesOf>[1]) => rolesOf(config, person),
  }
  world = await startWebWorld({ change: { site } })
  chromium = await openChromium()
}, DEADLINE_MS)
afterAll(async () => {
  await chromium.close()
  await world.close()
})

async function comesTo(path: string, name: string): Promise<Page> {
  const page = await (await chromium.profile()).newPage()
  await page.goto(`${world.url}${path}`)
  await page.getByRole('button', { name: 'Go on with Microsoft' }).click()
  await page.getByRole('button', { name }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

it(
  'an admin turns Verify user access at runtime off with the keyboard alone, and sees it in the history',
  async () => {
    const page = await comesTo('/recipes', 'Alice')
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Settings of Create opportunity' }).press('Enter')
    const verify = page.getByRole('switch', { name: 'Verify user access at runtime' })
    expect(await verify.isChecked()).toBe(true)
    expect(await violations(page)).toEqual([])
    await verify.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByText('Saved.').waitFor()
    expect(await page.getByRole('cell', { name: 'Alice Jensen' }).count()).toBe(1)
    expect(await violations(page)).toEqual([])
    const [spec] = recipeSpecs.filter(({ name }) => name === 'createOpportunity')
    expect(await recipeSettings(world.db, spec!, { sandbox: false })).toMatchObject({ verifyUserAccess: false, version: 1 })
  },
  DEADLINE_MS,
)

it(
  'what is wrong is said beside its field, for those who see it and those who hear it',
  async () => {
    const page = await comesTo('/recipes/pipeline/settings', 'Alice')
    expect(await page.getByRole('switch', { name: 'Verify user access at runtime' }).isDisabled()).toBe(true)
    await page.getByRole('radio', { name: 'These people only' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Add people').getAttribute('aria-invalid')).toBe('true')
    expect(await violations(page)).toEqual([])
  },
  DEADLINE_MS,
)

it(
  'the second of two editors is told, sees what holds and what they had chosen, and nothing of theirs is saved',
  async () => {
    const path = '/recipes/deal-room/settings'
    const [first, second] = [await comesTo(path, 'Alice'), await comesTo(path, 'Alice')]
    await first.getByLabel('Hours a run waits for a sign-in').fill('5')
    await second.getByLabel('Hours a run waits for a sign-in').fill('9')
    await first.getByRole('button', { name: 'Save' }).click()
    await first.getByText('Saved.').waitFor()
    await second.getByRole('button', { name: 'Save' }).click()
    const told = second.getByRole('alert')
    await told.waitFor()
    expect(await told.innerText()).toContain('9')
    expect(await violations(second)).toEqual([])
    const [spec] = recipeSpecs.filter(({ name }) => name === 'dealRoom')
    expect(await recipeSettings(world.db, spec!, { sandbox: false })).toMatchObject({ signInHours: 5, version: 1 })
  },
  DEADLINE_MS,
)

it(
  'an operator reads; on a phone nothing but a table scrolls sideways',
  async () => {
    const page = await comesTo('/recipes/create-opportunity/settings', 'Bob')
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    expect(await fitsPhone(page)).toBe(true)
    expect(await violations(page)).toEqual([])
  },
  DEADLINE_MS,
)

it(
  'who allows less while runs are in flight is asked what becomes of them, by keyboard too, and on a phone',
  async () => {
    await world.waitFor(bob, { runs: 2 })
    await world.db.query(`update runs set state = 'waiting_sign_in', temporal_run_id = id where ended_at is null`)
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, who, updated_by) values ('createOpportunity', true, 'everyone', 'test')
       on conflict (recipe) do update set verify_user_access = true, who = 'everyone', version = recipe_settings.version + 1`,
    )
    const page = await comesTo('/recipes/create-opportunity/settings', 'Alice')
    await page.getByRole('switch', { name: 'Enabled' }).uncheck()
    await page.getByRole('button', { name: 'Save' }).press('Enter')
    await page.getByRole('heading', { name: '2 runs in flight' }).waitFor()
    expect(await page.getByRole('radio', { name: 'Let finish' }).isChecked()).toBe(true)
    expect(await violations(page)).toEqual([])
    expect(await fitsPhone(page)).toBe(true)
    await page.getByRole('radio', { name: 'Stop' }).press('Space')
    await page.keyboard.press('Enter')
    await page.getByText('2 runs are being stopped').waitFor()
    expect(await violations(page)).toEqual([])
    expect(await world.db.query(`select from runs where cancel_asked_at is not null`)).toHaveLength(2)
  },
  DEADLINE_MS,
)
