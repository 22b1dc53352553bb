// The pages about apps: an admin connects and ends the shared connection in the browser; nobody else can, and nobody else's answer counts.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findAccess } from '../../../connections/access.js'
import { voidTripsUnderWay } from '../../../connections/void-trips.js'
import { alice, bob, SANDBOX_TENANT, type SandboxPerson } from '../../../sandbox/people.js'
import { rolesOf } from '../../../settings/roles.js'
import { recipeSpecs } from '../../../workflows/recipes/index.js'
import { createBrowser, type Page, type TestBrowser } from '../../support/browser.js'
import { startWebWorld, type WebWorld } from '../support/web-world.js'

const PATH = '/apps/salesforce'
const INTEGRATION = 'integration@contoso-sales.example'
let world: WebWorld
let roles: { ADMINS: string[]; AUTHORS: string[]; OPERATORS: string[] }

beforeAll(async () => {
  const site = {
    ...{ specs: recipeSpecs, sandbox: false, temporalUi: null },
    rolesOf: (person: Parameters<typeof rolesOf>[1]) => rolesOf({ TENANT_ID: SANDBOX_TENANT, ...roles }, person),
  }
  world = await startWebWorld({ change: { site } })
})
afterAll(() => world.close())
beforeEach(async () => {
  roles = { ADMINS: [alice.aadObjectId], AUTHORS: [], OPERATORS: [bob.aadObjectId] }
  world.salesforce.clearFaults()
  await world.forget()
  await world.db.query(`update app_configurations set accepted_orgs = '{}'`)
})

async function comesTo(path: string, person: SandboxPerson = alice): Promise<{ browser: TestBrowser; page: Page }> {
  const browser = createBrowser()
  const page = await browser.choose(await browser.submit(await browser.open(`${world.url}${path}`)), person.key)
  return { browser, page }
}
const post = (path: string, cookie: string, site = 'same-origin') =>
  fetch(`${world.url}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie, 'sec-fetch-site': site } })

/** Up to the app's login page. */
async function setsOut(): Promise<{ browser: TestBrowser; login: Page }> {
  const { browser, page } = await comesTo(PATH)
  const login = await browser.submit(page, {}, 1)
  return { browser, login }
}
const shared = () =>
  findAccess({ tx: world.db, unseal: world.unseal }, { owner: { kind: 'shared', tenantId: SANDBOX_TENANT }, configurationId: 'salesforce' })
const owed = async () =>
  (await world.db.query<{ why: string }>(`select why from revocations where done_at is null order by created_at`)).map(({ why }) => why)

describe('an admin', () => {
  it('connects the shared account, sees what uses it, and what the app must know', async () => {
    const { browser, login } = await setsOut()
    expect((await browser.open(`${world.url}/apps`)).html).toContain('Not connected')
    const page = await browser.choose(login, 'integration')
    expect([page.url.pathname, page.url.search]).toEqual([PATH, '?said=connected'])
    expect(page.html).toContain(`Connected as ${INTEGRATION}`)
    expect(page.html).toContain(`${world.url}/oauth/callback/salesforce`)
    expect(page.html).toContain('href="/recipes/pipeline/settings"')
    expect(await shared()).toMatchObject({ kind: 'ready', connection: { accountName: INTEGRATION } })
    expect(await world.audited()).toEqual(['site.opened', 'shared.started', 'shared.connected'])
    expect(JSON.stringify(await world.db.query(`select * from audit`))).not.toContain('refresh')
  })

  it('connects again: the tokens before are ended, the connection stays the same', async () => {
    const first = await setsOut()
    await first.browser.choose(first.login, 'integration')
    const before = await shared()
    const again = await setsOut()
    await again.browser.choose(again.login, 'integration')
    const after = await shared()
    if (before.kind !== 'ready' || after.kind !== 'ready') throw new Error('Nothing is connected.')
    expect(after.connection).toMatchObject({ id: before.connection.id, version: before.connection.version + 1 })
    expect(await owed()).toEqual(['replaced'])
  })

  it('disconnects it: gone here, and owed to the app', async () => {
    const { browser, login } = await setsOut()
    await browser.choose(login, 'integration')
    const answer = await post(`${PATH}/disconnect`, browser.cookies(world.url))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?said=disconnected`])
    expect([(await shared()).kind, await owed()]).toEqual(['needs_sign_in', ['disconnected']])
    expect((await browser.open(`${world.url}${PATH}`)).html).toContain('and end in words until it is connected')
    expect((await post(`${PATH}/disconnect`, browser.cookies(world.url))).headers.get('location')).toBe(PATH)
  })

  it('who says no at the app comes back, and nothing is changed', async () => {
    const { browser, login } = await setsOut()
    expect((await browser.choose(login, '')).html).toContain('The app was told no')
    expect((await shared()).kind).toBe('needs_sign_in')
  })

  it('cannot share an account of another org: told which, and its tokens are owed to be ended', async () => {
    await world.db.query(`update app_configurations set accepted_orgs = '{00DELSEWHERE0000000}'`)
    const { browser, login } = await setsOut()
    const page = await browser.choose(login, 'integration')
    expect([page.status, page.html.includes('WB-SIGNIN-008')]).toEqual([403, true])
    expect([(await shared()).kind, await owed()]).toEqual(['needs_sign_in', ['wrong_org']])
    expect(await world.audited()).toEqual(['site.opened', 'shared.started', 'shared.refused'])
  })
})

describe('what comes back counts', () => {
  /** The callback's address, as the app sends the browser there. */
  async function callbackOf({ browser: begun, login }: { browser: TestBrowser; login: Page }): Promise<string> {
    const browser = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    browser.take(begun)
    return (await browser.choose(login, 'integration')).url.href
  }
  const brings = async (url: string, cookie: string): Promise<string> => (await fetch(url, { headers: { cookie } })).text()

  it('once: the second time says so, and nothing is exchanged', async () => {
    const trip = await setsOut()
    const url = await callbackOf(trip)
    const cookie = trip.browser.cookies(world.url)
    const answers = await Promise.all(Array.from({ length: 5 }, () => brings(url, cookie)))
    expect(answers.filter((page) => page.includes(`Connected as ${INTEGRATION}`)).length).toBe(1)
    expect(answers.filter((page) => page.includes('WB-SITE-031')).length).toBe(4)
  })

  it('in the browser that began, signed in as an admin still; else the code is void for that one too', async () => {
    const trip = await setsOut()
    const url = await callbackOf(trip)
    const another = (await comesTo(PATH)).browser.cookies(world.url)
    for (const cookie of ['', another]) expect(await brings(url, cookie)).toContain('WB-SITE-030')
    expect(await brings(url, trip.browser.cookies(world.url))).toContain('WB-SITE-031')
    const second = await setsOut()
    const secondUrl = await callbackOf(second)
    roles.ADMINS = []
    expect(await brings(secondUrl, second.browser.cookies(world.url))).toContain('WB-SITE-030')
    expect((await shared()).kind).toBe('needs_sign_in')
  })

  it('not after everyone was disconnected meanwhile: the new tokens are ended too', async () => {
    const trip = await setsOut()
    const url = await callbackOf(trip)
    await voidTripsUnderWay(world.db, { configurationId: 'salesforce' })
    expect(await brings(url, trip.browser.cookies(world.url))).toContain('WB-SITE-031')
    expect((await shared()).kind).toBe('needs_sign_in')
  })
})

describe('who may not', () => {
  it('an operator reads and has no button; a forged or foreign post is refused', async () => {
    const { browser, page } = await comesTo(PATH, bob)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain(`${PATH}/connect`)
    const admin = (await comesTo(PATH)).browser.cookies(world.url)
    for (const act of ['connect', 'disconnect']) {
      expect((await post(`${PATH}/${act}`, browser.cookies(world.url))).status).toBe(403)
      expect((await post(`${PATH}/${act}`, admin, 'cross-site')).status).toBe(403)
      expect((await post(`${PATH}/${act}`, '')).status).toBe(401)
    }
  })

  it('an address that names what every object has gets no words, and no error', async () => {
    const { browser } = await comesTo('/apps')
    for (const path of [PATH, '/incident', '/connections', `/connections/people/${alice.aadObjectId}`])
      for (const said of ['constructor', '__proto__', 'toString', 'nothing']) {
        const page = await browser.open(`${world.url}${path}?said=${said}`)
        expect([page.status, page.html.includes('role="status"')], `${path} ${said}`).toEqual([200, false])
      }
  })

  it('a configuration that is none is not found', async () => {
    const { browser } = await comesTo('/apps')
    for (const id of ['nothing', '%00', '%3Cscript%3E', '..%2Frecipes'])
      expect((await browser.open(`${world.url}/apps/${id}`)).html).toContain('WB-SITE-032')
    expect((await post('/apps/nothing/connect', browser.cookies(world.url))).status).toBe(404)
  })
})
