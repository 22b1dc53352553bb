// Recipe > Settings in the browser: who may open it, what it changes, and what it refuses.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob, SANDBOX_TENANT, type SandboxPerson } from '../../../sandbox/people.js'
import { changeRecipeSettings } from '../../../settings/change-recipe-settings.js'
import { recipeSettings, type RecipeSettings } from '../../../settings/recipe-settings.js'
import { rolesOf } from '../../../settings/roles.js'
import { choice, text } from '../../../workflows/params.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'
import { createBrowser, type Page, type TestBrowser } from '../../support/browser.js'
import { startWebWorld, type WebWorld } from '../support/web-world.js'

const base = { hint: 'Does something.', params: { name: text('Name'), stage: choice('Stage', ['Open']) } }
const deal: RecipeSpec = { ...base, name: 'createDeal', command: 'create deal', apps: { salesforce: 'switch' } }
const pinned: RecipeSpec = { ...base, name: 'signDeal', command: 'sign deal', apps: { salesforce: 'personal' } }
const hostile: RecipeSpec = { ...base, name: 'evilDeal', command: '<script>alert(1)</script> "deal', apps: { salesforce: 'shared' } }
const specs = [deal, pinned, hostile]
const PATH = '/recipes/create-deal/settings'

let world: WebWorld
let tenant = SANDBOX_TENANT
let roles: { ADMINS: string[]; AUTHORS: string[]; OPERATORS: string[] }

beforeAll(async () => {
  const config = () => ({ TENANT_ID: tenant, ...roles })
  world = await startWebWorld({
    change: { site: { specs, sandbox: false, temporalUi: null, rolesOf: (person) => rolesOf(config(), person) } },
  })
})
afterAll(() => world.close())
beforeEach(async () => {
  tenant = SANDBOX_TENANT
  roles = { ADMINS: [alice.aadObjectId], AUTHORS: [], OPERATORS: [] }
  await world.db.query(`delete from recipe_settings`)
  await world.forget()
})

async function comesTo(path: string, person: SandboxPerson = alice): Promise<{ browser: TestBrowser; page: Page }> {
  const browser = createBrowser()
  const page = await browser.choose(await browser.submit(await browser.open(`${world.url}${path}`)), person.key)
  return { browser, page }
}
const settings = (spec = deal): Promise<RecipeSettings> => recipeSettings(world.db, spec, { sandbox: false })
/** What the form would post, with something changed. */
const form = (change: Readonly<Record<string, string>> = {}) => ({
  ...{ version: '0', verifyUserAccess: 'on', enabled: 'on', who: 'nobody', people: '', signInHours: '72' },
  ...change,
})
const post = (path: string, cookie: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${world.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  })

describe('the pages', () => {
  it('ask who it is, and lead an admin to the page that was asked for', async () => {
    const { page, browser } = await comesTo(PATH)
    expect([page.status, page.url.pathname]).toEqual([200, PATH])
    expect(page.html).toContain('Verify user access at runtime')
    expect((await browser.open(`${world.url}/recipes`)).html).toContain('Create deal')
    expect(await world.audited()).toEqual(['site.opened'])
  })

  it('are not for a member, who has their own runs to look at, and note that they came', async () => {
    const { page, browser } = await comesTo('/recipes', bob)
    expect(page.status).toBe(403)
    expect(page.html).toContain('WB-SITE-003')
    expect((await browser.open(`${world.url}/site`)).url.pathname).toBe('/runs')
    expect(await world.audited()).toEqual(['site.opened', 'site.refused'])
  })

  it('give somebody of another tenant no session', async () => {
    tenant = '00000000-0000-4000-8000-000000000000'
    const { page, browser } = await comesTo('/recipes', alice)
    expect(page.status).toBe(403)
    expect(page.html).toContain('WB-SITE-004')
    expect(browser.cookies(world.url)).not.toContain('workbot-site')
    expect(await world.audited()).toEqual(['site.refused'])
  })

  it('look at the role on each request: who lost it is out at once, and is signed out by their own button', async () => {
    const { browser } = await comesTo('/recipes')
    roles.ADMINS = []
    expect((await browser.open(`${world.url}/recipes`)).html).toContain('WB-SITE-003')
    roles.ADMINS = [alice.aadObjectId]
    await browser.submit(await browser.open(`${world.url}/recipes`))
    expect((await browser.open(`${world.url}/recipes`)).url.pathname).toBe('/site/sign-in')
  })

  it('open with a session of their own only: neither that of a sign-in nor that of the codec is one', async () => {
    const { browser } = await comesTo('/recipes')
    const [, id = ''] = /workbot-site=([\w-]+)/.exec(browser.cookies(world.url)) ?? []
    for (const purpose of ['sign_in', 'codec']) {
      await world.db.query(`update browser_sessions set purpose = $1`, [purpose])
      const answer = await fetch(`${world.url}/recipes`, { redirect: 'manual', headers: { cookie: `workbot-site=${id}` } })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/site/sign-in?to=%2Frecipes'])
    }
  })

  it('lead nowhere but to themselves after the sign-in, whatever the address says', async () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/connect/x',
      '/recipes/../x',
      '/runs/../x',
      '/runs/a/cancel',
      'javascript:alert(1)',
    ]) {
      const browser = createBrowser()
      const asked = await browser.open(`${world.url}/site/sign-in?to=${encodeURIComponent(to)}`)
      const page = await browser.choose(await browser.submit(asked, { to }), 'alice')
      expect([page.url.origin, page.url.pathname], to).toEqual([world.url, '/overview'])
    }
  })

  it('show hostile names as text', async () => {
    const { page, browser } = await comesTo('/recipes')
    for (const html of [page.html, (await browser.open(`${world.url}/recipes/evil-deal/settings`)).html]) {
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(html).not.toContain('<script')
    }
  })

  it('are less than 50 KB', async () => {
    const { page } = await comesTo(PATH)
    expect(Buffer.byteLength(page.html)).toBeLessThan(50_000)
  })
})

describe('the settings of a recipe', () => {
  it('are what the form says, for the runs that start from then on; the history says who, from what, to what', async () => {
    const { browser, page } = await comesTo(PATH)
    const saved = await browser.submit(page, { verifyUserAccess: 'off', who: 'everyone', signInHours: '24' }, 1)
    expect(saved.html).toContain('Saved.')
    expect(await settings()).toMatchObject({ verifyUserAccess: false, enabled: true, who: 'everyone', signInHours: 24, version: 1 })
    expect(saved.html).toContain('Everyone may then use the shared connection to Salesforce')
    const [change] = await world.db.query(`select aad_object_id as who, detail from audit where event = 'setting.changed' order by id`)
    expect(change).toMatchObject({
      who: alice.aadObjectId,
      detail: { recipe: 'createDeal', setting: 'verifyUserAccess', from: true, to: false },
    })
    expect(saved.html).toMatch(/>Verify user access at runtime<\/td>\s*<td data-label="From">on<\/td>\s*<td data-label="To">off<\/td>/)
    expect(saved.html).toContain('<td data-label="Who">Alice Jensen</td>')
    const same = { verifyUserAccess: 'off', who: 'everyone', signInHours: '24' }
    expect((await browser.submit(saved, same, 1)).html).toContain('Nothing was different')
  })

  it('of two editors are the first one’s; the second is told, with what they had chosen beside what holds', async () => {
    const { browser, page } = await comesTo(PATH)
    const by = { kind: 'shell', user: 'op' } as const
    await world.db.transaction((tx) => changeRecipeSettings(tx, { spec: deal, change: { enabled: false }, version: 0, by, sandbox: false }))
    const second = await browser.submit(page, { signInHours: '5' }, 1)
    expect(second.status).toBe(409)
    expect(second.html).toContain('Somebody else saved these settings')
    expect(second.html).toContain('<li>Hours a run waits for a sign-in: 5</li>')
    expect(await settings()).toMatchObject({ enabled: false, signInHours: 72, version: 1 })
    await browser.submit(second, { signInHours: '5' }, 1)
    expect(await settings()).toMatchObject({ signInHours: 5, version: 2 })
  })

  it('keep what was typed where something is wrong, and say it beside its field', async () => {
    const { browser, page } = await comesTo(PATH)
    const wrong = await browser.submit(page, { who: 'people', people: 'alice@contoso.example', signInHours: '721' }, 1)
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Workbot knows nobody called “alice@contoso.example”')
    expect(wrong.html).toContain('Say a whole number from 1 to 720.')
    expect(wrong.html).toContain('value="721"')
    expect((await settings()).version).toBe(0)
    await browser.submit(wrong, { who: 'people', people: `${bob.aadObjectId.toUpperCase()}\n`, signInHours: '1' }, 1)
    expect(await settings()).toMatchObject({ who: 'people', people: [bob.aadObjectId], signInHours: 1 })
  })

  it('take people by name and address as Workbot knows them, and by object id; name them, and take them off again', async () => {
    const ids = Array.from({ length: 3 }, (_, number) => `0d000000-0000-4000-8000-00000000000${String(number)}`)
    for (const [number, name] of ['Dana Holm', 'Dana Holm-Berg', 'Per Lund'].entries())
      await world.db.query(
        `insert into conversation_references (conversation_id, tenant_id, kind, aad_object_id, reference, email) values ($1, $2, 'personal', $3, $4, $5)`,
        [`a:${ids[number] ?? ''}`, SANDBOX_TENANT, ids[number], JSON.stringify({ user: { name } }), `p${String(number)}@contoso.example`],
      )
    await world.waitFor(bob)
    const { browser, page } = await comesTo(PATH)
    const several = await browser.submit(page, { who: 'people', people: 'Dana\nNobody Known' }, 1)
    expect(several.html).toContain(`“Dana” is more than one person: Dana Holm (${ids[0] ?? ''}) and Dana Holm-Berg`)
    expect(several.html).toContain('Workbot knows nobody called “Nobody Known”')
    expect((await settings()).version).toBe(0)

    const unknown = '0e000000-0000-4000-8000-000000000009'
    const people = `dana holm\nP1@contoso.example; bob olsen, ${unknown.toUpperCase()}`
    const saved = await browser.submit(page, { who: 'people', people }, 1)
    expect((await settings()).people).toEqual([bob.aadObjectId, ids[0], ids[1], unknown].sort())
    for (const name of ['Dana Holm', 'Dana Holm-Berg', 'Bob Olsen', unknown]) expect(saved.html).toContain(`<span>${name}</span>`)
    expect(saved.html.replaceAll(/<(form|input)[^>]*>/g, '')).not.toContain(ids[0])
    await post(PATH, browser.cookies(world.url), { ...form({ version: '1', who: 'people', people: 'Per Lund' }), person: ids[0] ?? '' })
    expect((await settings()).people).toEqual([ids[0], ids[2]])
  })

  it('turn reminders off, and leave them as they are where an older page says nothing of them', async () => {
    const { browser } = await comesTo(PATH)
    await post(PATH, browser.cookies(world.url), form({ remind: 'off' }))
    await post(PATH, browser.cookies(world.url), form({ version: '1', signInHours: '5' }))
    expect(await settings()).toMatchObject({ remind: false, signInHours: 5, version: 2 })
    expect((await browser.open(`${world.url}${PATH}`)).html).toContain('Remind them of it')
  })

  it('of a recipe that pins its apps show the switch locked, with the reason; over HTTP it can not be turned either', async () => {
    const { browser, page } = await comesTo('/recipes/sign-deal/settings')
    expect(page.html).toContain('Set by the recipe itself: Salesforce: the user.')
    expect(page.html).toMatch(/<input type="checkbox" role="switch" disabled\s+checked/)
    expect(page.html).not.toContain('name="verifyUserAccess"')
    const answer = await post('/recipes/sign-deal/settings', browser.cookies(world.url), form({ verifyUserAccess: 'off' }))
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('WB-SITE-006')])
    expect((await settings(pinned)).version).toBe(0)
  })

  it('are changed by admins and authors; an operator reads them, and is refused over HTTP', async () => {
    roles = { ADMINS: [], AUTHORS: [], OPERATORS: [alice.aadObjectId] }
    const { browser, page } = await comesTo(PATH)
    expect(page.html).toContain('You can read these settings.')
    expect(page.html).not.toContain('>Save<')
    const cookie = browser.cookies(world.url)
    expect((await post(PATH, cookie, form({ who: 'everyone' }))).status).toBe(403)
    expect((await settings()).version).toBe(0)
    expect(await world.audited()).toEqual(['site.opened', 'site.refused'])
    roles = { ADMINS: [], AUTHORS: [alice.aadObjectId], OPERATORS: [] }
    expect((await post(PATH, cookie, form({ who: 'everyone' }))).status).toBe(303)
    expect((await settings()).who).toBe('everyone')
  })

  it('are not changed by another site’s page, without a session, or by what is no form of ours', async () => {
    const { browser } = await comesTo(PATH)
    const cookie = browser.cookies(world.url)
    const body = form({ who: 'everyone' })
    expect((await post(PATH, cookie, body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post(PATH, cookie, body, { 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await post(PATH, '', body)).status).toBe(401)
    expect((await post(PATH, `workbot-site=${'a'.repeat(43)}`, body)).status).toBe(401)
    expect((await post(PATH, cookie, { ...body, who: 'all' })).status).toBe(400)
    expect((await post(PATH, cookie, { ...body, version: '-1' })).status).toBe(400)
    expect((await post('/recipes/no-such/settings', cookie, body)).status).toBe(404)
    expect((await settings()).version).toBe(0)
  })
})
