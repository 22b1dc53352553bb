// A second org of an app, from an admin's browser to a record: its configuration is made there, a recipe is given it, and Alice signs in through it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import { salesforceId } from '../../sandbox/salesforce/ids.js'
import { startSalesforce, type SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const ID = 'salesforce-contoso-emea'
const SECRET = 'secret-of-the-second-client'
const org = { id: salesforceId('00D', 7), name: 'Contoso EMEA', isSandbox: false }
const COMMAND = 'create opportunity name: Nordlys amount: 70k stage: Prospecting'
let world: World
let emea: SalesforceStandIn
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ env: { ADMINS: aliceInTeams.aadObjectId } })
  emea = await startSalesforce({
    ...{ clientId: 'second-client', clientSecret: SECRET, stateFolder: null, redirectUris: [`${world.url}/oauth/callback/${ID}`] },
    accounts: salesforceAccounts.map((account) => ({ ...account, org, username: account.username.replace('-sales', '-emea') })),
  })
  const listed = { EXTRA_APP_HOSTS: `${world.env.EXTRA_APP_HOSTS ?? ''},${new URL(emea.url).host}` }
  await Promise.all([world.stopBot(), world.stopWorker()])
  await Promise.all([world.startBot(listed), world.startWorker(listed)])
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(async () => {
  await emea.close()
  await world.close()
})

it('is made by an admin, chosen for a recipe, and written to as whoever signs in through it', async () => {
  const browser = createBrowser()
  await browser.choose(await browser.submit(await browser.open(`${world.url}/apps`)), 'alice')
  const form = await browser.open(`${world.url}/apps/new?app=salesforce`)
  const fields = { label: 'Contoso EMEA', baseUrl: emea.url, clientId: 'second-client', clientSecret: SECRET, orgs: org.id }
  const made = await browser.submit(form, fields, 1)
  expect([made.url.pathname, made.html.includes(`${world.url}/oauth/callback/${ID}`)]).toEqual([`/apps/${ID}`, true])
  const settings = await browser.open(`${world.url}/recipes/create-opportunity/settings`)
  const saved = await browser.submit(settings, { 'configuration.salesforce': ID }, 1)
  expect(saved.html).toContain('Saved.')

  await alice.says(COMMAND)
  await alice.sees(['Sign in to Salesforce', 'Contoso EMEA', 'Nordlys'])
  const page = await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  expect(page.html).toContain('Connected')
  await alice.sees(['Created the opportunity Nordlys', 'alice@contoso-emea.example'])
  expect([emea.records.map(({ Name }) => Name), world.salesforce.records]).toEqual([['Nordlys'], []])
  expect(await world.db.query(`select configuration_id as "configuration", org_name as "org" from connections`)).toEqual([
    { configuration: ID, org: 'Contoso EMEA' },
  ])
})

it('goes on with the secret before while the app takes that one only, and leaves no secret in rows, logs or Teams', async () => {
  const browser = createBrowser()
  await browser.choose(await browser.submit(await browser.open(`${world.url}/apps`)), 'alice')
  const edit = await browser.open(`${world.url}/apps/${ID}/edit`)
  const next = 'secret-that-the-app-takes-from-tomorrow'
  expect((await browser.submit(edit, { clientSecret: next, orgs: org.id }, 1)).html).toContain('Saved.')
  await emea.expire('alice')
  const before = emea.tokenCalls
  await alice.says(COMMAND.replace('Nordlys', 'Sydvind'))
  await alice.sees('Created the opportunity Sydvind')
  expect(emea.tokenCalls - before).toBe(2)
  const rows = await Promise.all(['app_configurations', 'former_clients', 'audit'].map((table) => world.db.query(`select * from ${table}`)))
  const left = JSON.stringify([rows, world.logLines, alice.reads()])
  for (const secret of [SECRET, next]) expect(left).not.toContain(secret)
})
