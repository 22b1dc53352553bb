// App configurations made in the browser: by an admin alone, with a secret that nobody reads again, edited by one of two, and removed once nothing uses them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob, SANDBOX_TENANT } from '../../../sandbox/people.js'
import { findAppConfiguration } from '../../../settings/app-configurations.js'
import { findOwnClient } from '../../../settings/client-secret.js'
import type { TestBrowser } from '../../support/browser.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

const SECRET = 'c4n4ry-of-the-client'
let world: SiteWorld
let browser: TestBrowser

beforeAll(async () => {
  world = await startSiteWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  Object.assign(world.roles, { ADMINS: [alice.aadObjectId], AUTHORS: [], OPERATORS: [bob.aadObjectId] })
  world.salesforce.clearFaults()
  await world.forget()
  await world.db.query(`update runs set state = 'cancelled', ended_at = now() where ended_at is null`)
  for (const table of ['recipe_settings', 'former_clients', 'shared_sign_ins']) await world.db.query(`delete from ${table}`)
  await world.db.query(
    `delete from app_configurations where id <> 'salesforce' and not exists (select from sign_in_requests where configuration_id = app_configurations.id)`,
  )
  browser = (await world.comesTo('/apps')).browser
})

const filled = (change: Readonly<Record<string, string>> = {}) => ({
  ...{ app: 'salesforce', label: 'Contoso UAT', baseUrl: world.salesforce.url, clientId: 'workbot', clientSecret: SECRET, orgs: '' },
  ...change,
})
const make = async (change: Readonly<Record<string, string>> = {}): Promise<string> => {
  const answer = await world.post('/apps', browser, filled(change))
  const [, id = ''] = /^\/apps\/([\w-]+)\?said=made$/.exec(answer.headers.get('location') ?? '') ?? []
  if (id === '') throw new Error(`Nothing was made: ${String(answer.status)}`)
  return id
}
const found = (id: string) => findAppConfiguration(world.db, id)
const secretsOf = async (id: string) =>
  (await findOwnClient(world.db, { keys: world.keys, environment: new Map() }, id)).secrets.map((secret) => secret.reveal())
const edited = async (id: string, change: Readonly<Record<string, string>> = {}) => {
  const { label, baseUrl, version } = (await found(id))!
  return world.post(`/apps/${id}/edit`, browser, { label, baseUrl, version: String(version), orgs: '', clientSecret: '', ...change })
}
const connected = (id: string, kind: 'personal' | 'shared' = 'personal') =>
  world.db.query(
    `insert into connections (id, kind, tenant_id, aad_object_id, configuration_id, account_key, account_name, org_id, org_name, host, tokens_sealed, client_id)
     values ($1, $2, $3, $4, $5, 'k', 'alice@contoso-sales.example', '00D', 'Contoso', 'https://contoso.my.salesforce.com', 'sealed', 'workbot')`,
    [randomUUID(), kind, SANDBOX_TENANT, kind === 'personal' ? alice.aadObjectId : null, id],
  )

describe('an admin makes one', () => {
  it('and its page has the redirect URI, and nothing anywhere has the secret', async () => {
    const id = await make({ orgs: '00D1, 00D2' })
    expect(id).toBe('salesforce-contoso-uat')
    expect(await found(id)).toMatchObject({
      app: 'salesforce',
      source: 'operator',
      acceptedOrgs: ['00D1', '00D2'],
      scopes: ['api', 'refresh_token'],
    })
    const pages = await Promise.all(
      ['/apps', `/apps/${id}?said=made`, `/apps/${id}/edit`, '/audit'].map(async (path) => (await world.get(path, browser)).text()),
    )
    expect(pages[1]).toContain(`${world.url}/oauth/callback/${id}`)
    expect(pages[1]).toContain('Added.')
    const rows = await Promise.all(
      ['app_configurations', 'audit', 'former_clients'].map((table) => world.db.query(`select * from ${table}`)),
    )
    expect(JSON.stringify([pages, rows, world.logged])).not.toContain(SECRET)
    expect(await secretsOf(id)).toEqual([SECRET])
    expect(await world.audited()).toContain('configuration.made')
  })

  it('and is told what isn’t right beside its field, with what was typed but for the secret', async () => {
    const wrong = filled({ label: ' ', baseUrl: 'https://evil.example', clientId: 'two words', orgs: '<b>' })
    const answer = await world.post('/apps', browser, wrong)
    const page = await answer.text()
    expect(answer.status).toBe(422)
    for (const field of ['label', 'baseUrl', 'clientId', 'orgs']) expect(page).toContain(`id="${field}-problem"`)
    expect(page).toContain('value="https://evil.example"')
    expect(page).not.toContain(SECRET)
    expect((await world.post('/apps', browser, filled({ clientSecret: '' }))).status).toBe(422)
    expect((await world.post('/apps', browser, { app: 'salesforce' })).status).toBe(400)
    for (const app of ['constructor', 'nothing']) expect((await world.post('/apps', browser, filled({ app }))).status).toBe(400)
  })

  it('in its app’s own list of hosts: neither inside, nor over http, nor where a row says otherwise', async () => {
    for (const baseUrl of [
      'http://login.salesforce.com',
      'https://127.0.0.1',
      'https://169.254.169.254',
      'https://contoso.service-now.com',
    ])
      expect((await world.post('/apps', browser, filled({ baseUrl }))).status, baseUrl).toBe(422)
    const id = await make()
    await world.db.query(`update app_configurations set base_url = 'https://169.254.169.254' where id = $1`, [id])
    const tested = await (await world.post(`/apps/${id}/test`, browser)).text()
    expect(tested).toContain('can’t be reached from the bot')
  })

  it('and a recipe’s settings offer it', async () => {
    const id = await make()
    const form = { version: '0', verifyUserAccess: 'on', enabled: 'on', who: 'nobody', people: '', signInHours: '72' }
    const path = '/recipes/create-opportunity/settings'
    expect(await (await world.get(path, browser)).text()).toContain(`<option value="${id}"`)
    expect((await world.post(path, browser, { ...form, 'configuration.salesforce': 'nothing' })).status).toBe(422)
    expect((await world.post(path, browser, { ...form, 'configuration.salesforce': id })).status).toBe(303)
    expect(await (await world.get(`/apps/${id}`, browser)).text()).toContain('Create opportunity')
  })
})

describe('who changes one', () => {
  it('saves what is shown, and a new secret beside the one of before', async () => {
    const id = await make()
    expect((await edited(id, { label: 'Contoso Test', orgs: '00D9' })).headers.get('location')).toBe(`/apps/${id}?said=saved`)
    expect((await edited(id, { clientSecret: 'another-one', orgs: '00D9' })).headers.get('location')).toBe(`/apps/${id}?said=saved`)
    expect((await edited(id, { orgs: '00D9' })).headers.get('location')).toBe(`/apps/${id}?said=unchanged`)
    expect([await found(id), await secretsOf(id)]).toMatchObject([
      { label: 'Contoso Test', acceptedOrgs: ['00D9'] },
      ['another-one', SECRET],
    ])
    const page = await (await world.get(`/apps/${id}`, browser)).text()
    expect(page).toContain('The client secret before is tried too until')
    expect(JSON.stringify([page, await world.db.query('select * from audit')])).not.toMatch(/another-one|c4n4ry/)
  })

  it('is the first of two: the second is told, and sees what they had typed', async () => {
    const id = await make()
    const version = String((await found(id))?.version)
    await edited(id, { label: 'First' })
    const late = await edited(id, { label: 'Second', version })
    const page = await late.text()
    expect([late.status, page.includes('Somebody else changed this configuration'), page.includes('Label: Second')]).toEqual([
      409,
      true,
      true,
    ])
    expect(page).toContain('value="First"')
    expect((await found(id))?.label).toBe('First')
  })

  it('sends no secret to another host without typing it again, and no token of the host before', async () => {
    const id = await make()
    const elsewhere = { baseUrl: 'https://login.salesforce.com' }
    expect((await edited(id, elsewhere)).status).toBe(422)
    await connected(id)
    const refused = await edited(id, { ...elsewhere, clientSecret: 'of-the-other-host' })
    expect([refused.status, (await refused.text()).includes('1 personal connection')]).toEqual([409, true])
    expect(await found(id)).toMatchObject({ baseUrl: world.salesforce.url })
    await world.db.query(`delete from connections`)
    expect((await edited(id, { ...elsewhere, clientSecret: 'of-the-other-host' })).status).toBe(303)
    expect([(await found(id))?.baseUrl, await secretsOf(id)]).toEqual(['https://login.salesforce.com', ['of-the-other-host']])
  })

  it('is shown what another client id ends before it does, and confirms it with its secret', async () => {
    const id = await make()
    await connected(id)
    await connected(id, 'shared')
    const { runIds } = await world.waitFor(alice)
    await world.db.query(
      `update runs set settings = jsonb_set(settings, '{identities,salesforce,configuration}', to_jsonb($1::text)) where id = $2`,
      [id, runIds[0]],
    )
    const version = String((await found(id))?.version)
    const shown = await (await world.post(`/apps/${id}/client`, browser, { version, newClientId: 'the-next' })).text()
    for (const words of [
      '1 person signs in again',
      'The shared connection ends',
      '1 run under way uses it',
      'Alice',
      'From workbot to the-next',
    ])
      expect(shown).toContain(words)
    expect(await found(id)).toMatchObject({ clientId: 'workbot' })
    const saved = await world.post(`/apps/${id}/client`, browser, { version, newClientId: 'the-next', clientSecret: 'its-secret' })
    expect(saved.headers.get('location')).toBe(`/apps/${id}?said=client`)
    expect([(await found(id))?.clientId, await secretsOf(id)]).toEqual(['the-next', ['its-secret']])
    const states = await world.db.query(`select state, needs_sign_in_why as why from connections`)
    expect(states).toEqual([1, 2].map(() => ({ state: 'needs_sign_in', why: 'client_changed' })))
    const owed = await world.db.query<{ clientId: string }>(`select client_id as "clientId" from revocations`)
    expect(owed).toEqual([1, 2].map(() => ({ clientId: 'workbot' })))
    const late = await world.post(`/apps/${id}/client`, browser, { version, newClientId: 'one-more', clientSecret: 'x' })
    expect([late.status, (await found(id))?.clientId]).toEqual([409, 'the-next'])
    for (const newClientId of ['the-next', '', 'two words'])
      expect((await world.post(`/apps/${id}/client`, browser, { version, newClientId })).status).toBe(422)
  })

  it('can’t change the environment’s, which says where that is done', async () => {
    expect(await (await world.get('/apps/salesforce', browser)).text()).toContain('SALESFORCE_CLIENT_ID')
    expect((await world.get('/apps/salesforce/edit', browser)).headers.get('location')).toBe('/apps/salesforce')
    for (const act of ['edit', 'client', 'remove']) {
      const answer = await world.post(`/apps/salesforce/${act}`, browser, { version: '1', newClientId: 'x', label: 'x', baseUrl: 'x' })
      expect([answer.status, (await answer.text()).includes('WB-SITE-040')]).toEqual([409, true])
    }
    expect(await found('salesforce')).toMatchObject({ version: 1 })
  })
})

describe('removing one', () => {
  it('is refused with what uses it, and done once nothing does', async () => {
    const id = await make()
    await connected(id)
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, configurations, updated_by) values ('createOpportunity', true, $1, 'x')`,
      [JSON.stringify({ salesforce: id })],
    )
    const refused = await world.post(`/apps/${id}/remove`, browser)
    const page = await refused.text()
    expect([refused.status, page.includes('The recipe Create opportunity'), page.includes('1 personal connection')]).toEqual([
      409,
      true,
      true,
    ])
    await world.db.query(`delete from connections`)
    await world.db.query(`delete from recipe_settings`)
    expect((await world.post(`/apps/${id}/remove`, browser)).headers.get('location')).toBe('/apps?said=removed')
    expect(await (await world.get('/apps', browser)).text()).not.toContain('Contoso UAT')
    expect((await world.get(`/apps/${id}`, browser)).status).toBe(404)
    expect(await world.audited()).toContain('configuration.removed')
  })
})

describe('a test of one', () => {
  const test = async (id: string) => (await world.post(`/apps/${id}/test`, browser)).text()

  it('says that all is well, in the environment’s too', async () => {
    const page = await test('salesforce')
    expect(page).toContain('takes people on to sign in')
    expect(page).toContain('It takes the client id and the secret.')
    expect(await world.audited()).toContain('configuration.tested')
  })

  it('says which of its parts the app doesn’t take', async () => {
    const id = await make()
    const page = await test(id)
    expect(page).toContain(`Register ${world.url}/oauth/callback/${id}, exactly so.`)
    expect(page).toContain('It doesn’t take the client secret.')
    expect(await test(await make({ clientId: 'unknown' }))).toContain('doesn’t know the client id')
    expect(page).not.toContain(SECRET)
  })
})

it('how it is stands in words on its page and in the list', async () => {
  const id = await make()
  expect(await (await world.get(`/apps/${id}`, browser)).text()).toContain('There was no trouble.')
  await world.db.query(
    `insert into audit (event, configuration_id, detail) values ('connection.refresh_failed', $1, '{}'), ('sign_in.failed', $1, '{}')`,
    [id],
  )
  await connected(id)
  await world.db.query(`update connections set state = 'needs_sign_in'`)
  const page = await (await world.get(`/apps/${id}`, browser)).text()
  for (const words of ['1 sign-in went wrong', '1 token wasn’t renewed', '1 person needs a new sign-in']) expect(page).toContain(words)
  expect(await (await world.get('/apps', browser)).text()).toContain('1 sign-in went wrong')
})

describe('who may not', () => {
  it('an operator reads, and has neither form nor button; nobody else’s post counts', async () => {
    const id = await make()
    const reader = (await world.comesTo(`/apps/${id}`, bob)).browser
    expect(await (await world.get(`/apps/${id}`, reader)).text()).not.toMatch(/\/(edit|test|new)"/)
    for (const path of ['/apps/new', `/apps/${id}/edit`]) expect((await world.get(path, reader)).status).toBe(403)
    for (const path of ['/apps', ...['edit', 'client', 'remove', 'test'].map((act) => `/apps/${id}/${act}`)]) {
      expect((await world.post(path, reader, filled())).status, path).toBe(403)
      expect((await world.post(path, browser, filled(), { 'sec-fetch-site': 'cross-site' })).status, path).toBe(403)
    }
    expect(await found(id)).toMatchObject({ version: 1 })
  })

  it('an address of none leads nowhere, and hostile labels are text', async () => {
    for (const id of ['nothing', '%00', '..%2Frecipes']) {
      expect((await world.get(`/apps/${id}/edit`, browser)).status).toBe(404)
      for (const act of ['edit', 'client', 'remove', 'test']) expect((await world.post(`/apps/${id}/${act}`, browser)).status).toBe(404)
    }
    const id = await make({ label: '<script>alert(1)</script>"' })
    expect(id).toBe('salesforce-script-alert-1-script')
    for (const path of ['/apps', `/apps/${id}`, `/apps/${id}/edit`, '/recipes/create-opportunity/settings'])
      expect(await (await world.get(path, browser)).text()).not.toContain('<script>alert')
  })
})
