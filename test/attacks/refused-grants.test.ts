// Accounts and hosts that aren't kept: the grant is dead at Salesforce afterwards, which Salesforce itself says.
import { afterEach, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { productionOrg } from '../../sandbox/salesforce/accounts.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { startWorld, type World, type WorldOptions } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
afterEach(() => world.close())

/** Alice's run waits, and the worker stands still, so that what is owed an end can be looked at before it is ended. */
async function waiting(options: WorldOptions) {
  world = await startWorld(options)
  const alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  await world.stopWorker()
  return alice
}

async function ask(path: string, form: Record<string, string>): Promise<{ status: number; body: { active?: boolean; error?: string } }> {
  const client = { client_id: world.env['SALESFORCE_CLIENT_ID'] ?? '', client_secret: world.env['SALESFORCE_CLIENT_SECRET'] ?? '' }
  const answer = await fetch(`${world.salesforce.url}${path}`, { method: 'POST', body: new URLSearchParams({ ...client, ...form }) })
  return { status: answer.status, body: (await answer.json()) as { active?: boolean; error?: string } }
}
const isActive = async (token: string) => (await ask('/services/oauth2/introspect', { token })).body.active

/** The tokens of the one grant that is owed its end. */
async function owed(): Promise<{ access: string; refresh: string }> {
  const { TOKEN_PRIVATE_KEY: privateKeys, SHARED_KEYS } = readConfig('worker', world.env)
  const unseal = createTokenUnsealer({ privateKeys, keys: createKeyRing(SHARED_KEYS) })
  const rows = await world.db.query<{ id: string; sealed: string }>(`select connection_id as id, tokens_sealed as sealed from revocations`)
  expect(rows).toHaveLength(1)
  const { accessToken, refreshToken } = await unseal(rows[0]?.sealed ?? '', rows[0]?.id ?? '')
  return { access: accessToken.reveal(), refresh: refreshToken?.reveal() ?? '' }
}

async function expectEnded({ access, refresh }: { access: string; refresh: string }): Promise<void> {
  expect([await isActive(access), await isActive(refresh)]).toEqual([true, true])
  await world.startWorker()
  while ((await world.db.query(`select 1 from revocations where done_at is null`)).length > 0) await new Promise((go) => setTimeout(go, 50))
  expect([await isActive(access), await isActive(refresh)]).toEqual([false, false])
  const refreshed = await ask('/services/oauth2/token', { grant_type: 'refresh_token', refresh_token: refresh })
  expect([refreshed.status, refreshed.body.error]).toEqual([400, 'invalid_grant'])
}

it('an account of an org that the configuration does not list is refused in words, its grant is dead, and the right one still connects', async () => {
  const alice = await waiting({ env: { SALESFORCE_ORG_IDS: productionOrg.id } })
  const page = await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'alice-uat' })
  expect(page.status).toBe(403)
  expect(page.html).toContain('That was Contoso Sales (UAT). This recipe uses Contoso Production.')
  expect(page.html).toContain('WB-SIGNIN-008')
  expect(world.logLines.join('')).toContain('WB-SIGNIN-008')
  expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
  expect(await world.db.query(`select 1 from audit where event = 'sign_in.wrong_org'`)).toHaveLength(1)
  await expectEnded(await owed())
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees(['Created the opportunity Acme', 'alice@contoso-sales.example'])
})

it('an app that names the metadata address as its API host is refused, never called there, and its grant is dead', async () => {
  const alice = await waiting({ instanceUrl: 'http://169.254.169.254' })
  const page = await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  expect(page.status).toBe(403)
  expect(page.html).toContain('of its own, so I didn')
  expect(page.html).toContain('WB-SIGNIN-009')
  expect(page.html).not.toContain('169.254')
  expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
  expect(await world.db.query(`select state from runs`)).toEqual([{ state: 'waiting_sign_in' }])
  await expectEnded(await owed())
})
