// `npm run doctor` over the apps: their hosts, clients and redirect URIs, and what the shared account sees of their set-up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../doctor/finding.js'
import { salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import { startDoctorWorld, type DoctorWorld } from './support/doctor-world.js'

const LONG = 120_000
const PUBLIC_URL = 'https://workbot.invalid'
const [KEY, ON_TASKS] = ['Opportunity.Workbot_Key__c', 'Task.Workbot_Key__c']
let world: DoctorWorld

beforeAll(async () => {
  // The field of activities is hidden from the account that recipes share: what a forgotten field-level security looks like.
  const accounts = salesforceAccounts.map((one) => (one.key === 'integration' ? { ...one, cantSee: [ON_TASKS] } : one))
  world = await startDoctorWorld({ publicUrl: PUBLIC_URL, others: ['servicenow', 'box'], accounts })
}, LONG)
afterAll(() => world.close())

const line = ({ state, what, todo, admin }: Finding): string => `${state}${admin ? ` (${admin})` : ''}: ${what}${todo ? ` → ${todo}` : ''}`
const all = async (part: string, change: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await world.finds(change, part)).map(line).join('\n')

describe('npm run doctor, of an app', { timeout: LONG }, () => {
  it.each([
    ['Salesforce', 'salesforce'],
    ['ServiceNow', 'servicenow'],
    ['Box', 'box'],
  ])('says where %s sends people back, and that there is no account yet that could look at its set-up', async (part, id) => {
    const said = await all(part)
    expect(said).toMatch(new RegExp(`^ok: .* takes people on to sign in; redirect URI: ${PUBLIC_URL}/oauth/callback/${id}$`, 'm'))
    expect(said).toMatch(new RegExp(`^warning \\(${id}\\): there is no shared connection.* → To be seen by hand: \\w+`, 'm'))
    expect(said).not.toContain('failed')
  })

  it.each([
    ['Salesforce', 'SALESFORCE'],
    ['Box', 'BOX'],
  ])('knows a wrong secret of %s from a right one', async (part, prefix) => {
    expect(await all(part)).toContain(`takes ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`)
    expect(await all(part, { [`${prefix}_CLIENT_SECRET`]: 'an-old-one' })).toMatch(
      new RegExp(
        `^failed \\(${part.toLowerCase()}\\): .* doesn't take ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET → Take client id and secret from ${part} once more`,
        'm',
      ),
    )
  })

  it("says so where ServiceNow doesn't tell a wrong secret", async () => {
    for (const secret of [world.env.SERVICENOW_CLIENT_SECRET ?? '', 'an-old-one'])
      expect(await all('ServiceNow', { SERVICENOW_CLIENT_SECRET: secret })).toMatch(
        /^warning: ServiceNow doesn't say whether .* are right → Sign in once: connect servicenow in Teams/m,
      )
  })

  it('knows a client id, a redirect URI and a host that are wrong', async () => {
    expect(await all('Box', { BOX_CLIENT_ID: 'nobody' })).toMatch(/^failed \(box\): .* doesn't know the client id → Look at BOX_CLIENT_ID/)
    expect(await all('Salesforce', { PUBLIC_URL: 'https://moved.invalid' })).toMatch(
      /^failed \(salesforce\): .* doesn't know the redirect URI → Register https:\/\/moved\.invalid\/oauth\/callback\/salesforce in Salesforce, exactly so\./,
    )
    expect(await all('Salesforce', { SALESFORCE_URL: world.other('servicenow').url })).toMatch(
      /^failed: .* answers 404 where its sign-in should be/,
    )
    expect(await all('Salesforce', { SALESFORCE_URL: 'http://contoso.my.salesforce.com' })).toMatch(
      /^failed: .* may not be called → Correct SALESFORCE_URL/,
    )
    expect(await all('ServiceNow', { SERVICENOW_URL: 'http://127.0.0.1:1', EXTRA_APP_HOSTS: '127.0.0.1:1' })).toMatch(
      /^failed: 127\.0\.0\.1:1 can't be reached from here \(WB-HTTP-004\)/,
    )
  })

  it('warns where accounts of any org may be connected, and where the database has another client', async () => {
    expect(await all('Salesforce')).not.toContain('any org')
    expect(await all('Salesforce', { SALESFORCE_ORG_IDS: '' })).toMatch(
      /^warning: accounts of any org of Salesforce may be connected → Set SALESFORCE_ORG_IDS/m,
    )
    await world.db.query(`update app_configurations set client_id = 'another' where id = 'box'`)
    expect(await all('Box')).toMatch(
      /^failed: BOX_CLIENT_ID isn't the client id that the database has \(WB-SETTINGS-002\) → .*npm run keys -- client-id box workbot/m,
    )
  })

  describe('with a shared connection', () => {
    beforeAll(() => world.connectShared(), LONG)

    it('looks through it at the fields by which writes are recognised', async () => {
      const said = await all('Salesforce')
      expect(said).toMatch(/^ok: the shared connection is integration@contoso-sales\.example \(Contoso Sales\), and works$/m)
      expect(said).toContain(`ok: ${KEY} is as it should be`)
      expect(said).toMatch(
        /^failed \(salesforce\): Task has no field Workbot_Key__c that this account sees → Make it in Setup, Object Manager/m,
      )
    })

    it('needs the keys of the worker for that, and says so', async () => {
      expect(await all('Salesforce', { TOKEN_PRIVATE_KEY: '' })).toMatch(
        /^warning \(salesforce\): the shared connection is integration@.*; it opens with the worker's keys only → To be seen by hand: /m,
      )
    })

    it('refreshes a token that has ended, as a step would', async () => {
      await world.salesforce.expire('integration')
      expect(await all('Salesforce')).toMatch(/^ok: the shared connection is .*, and works$/m)
    })

    it('says that Salesforce has ended it', async () => {
      await world.salesforce.revokeAll('integration')
      expect(await all('Salesforce')).toMatch(/^failed \(salesforce\): the shared connection needs a new sign-in → Connect it again/m)
    })
  })
})
