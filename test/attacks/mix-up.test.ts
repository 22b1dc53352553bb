// Row 6 of the table of attacks: an app configuration whose server is hostile, and would like to have another app's codes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { startServiceNow } from '../../sandbox/servicenow/index.js'
import { createBrowser, type TestBrowser } from '../support/browser.js'
import { standInOptions } from '../support/oauth-app.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to ServiceNow'

describe('mix-up by a hostile app configuration (row 6)', () => {
  let world: World
  let hostile: OAuthAppStandIn
  let alice: TeamsPerson
  let hers: TestBrowser
  /** Where Workbot sends her for the hostile app. */
  let asked: URL

  beforeAll(async () => {
    hostile = await startServiceNow(standInOptions)
    const { clientId: SERVICENOW_CLIENT_ID, clientSecret: SERVICENOW_CLIENT_SECRET } = standInOptions
    const { host: EXTRA_APP_HOSTS } = new URL(hostile.url)
    world = await startWorld({ env: { SERVICENOW_URL: hostile.url, SERVICENOW_CLIENT_ID, SERVICENOW_CLIENT_SECRET, EXTRA_APP_HOSTS } })
    alice = createTeamsPerson(world, aliceInTeams)
    await alice.says('connect servicenow')
    await alice.sees('/connect/')
    hers = createBrowser({ stopBefore: hostile.url })
    asked = (await throughMicrosoft(hers, alice.link(SIGN_IN))).url
    expect(asked.searchParams.get('state')).not.toBeNull()
  })
  afterAll(async () => {
    await world.close()
    await hostile.close()
  })

  /** The hostile server sends her on to Salesforce, with Workbot's client there and the state of its own trip. */
  const atSalesforce = (redirectUri: string): URL => {
    const url = new URL(`${world.salesforce.url}/services/oauth2/authorize`)
    for (const name of ['response_type', 'state', 'code_challenge', 'code_challenge_method'])
      url.searchParams.set(name, asked.searchParams.get(name) ?? '')
    url.searchParams.set('client_id', world.env.SALESFORCE_CLIENT_ID ?? '')
    url.searchParams.set('redirect_uri', redirectUri)
    url.searchParams.set('scope', 'api refresh_token')
    return url
  }
  const codeOfSalesforce = async (): Promise<URL> => {
    const browser = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    browser.take(hers)
    const { url } = await browser.choose(await browser.open(atSalesforce(`${world.url}/oauth/callback/salesforce`)), 'alice')
    expect(url.searchParams.get('code')).not.toBeNull()
    return url
  }
  const arrives = async (callback: URL): Promise<Response> =>
    fetch(callback, { headers: { cookie: hers.cookies(world.url) }, redirect: 'manual' })
  async function expectNobodyCalled(): Promise<void> {
    expect(hostile.requests.filter(({ path }) => path !== asked.pathname)).toEqual([])
    expect(hostile.tokenCalls).toBe(0)
    expect(world.salesforce.tokenCalls).toBe(0)
    expect(await world.db.query(`select 1 from connections`)).toEqual([])
  }

  it("Salesforce's code comes back at Salesforce's own redirect URI, where the hostile trip's state counts for nothing", async () => {
    const answer = await arrives(await codeOfSalesforce())
    expect([answer.status, /WB-SIGNIN-\d+/.exec(await answer.text())?.[0]]).toEqual([400, 'WB-SIGNIN-005'])
    await expectNobodyCalled()
  })

  it('Salesforce gives no code to the redirect URI of the other configuration', async () => {
    const stopping = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    const refused = await stopping.open(atSalesforce(`${world.url}/oauth/callback/servicenow`))
    expect([refused.status, refused.url.origin]).toEqual([400, world.salesforce.url])
    await expectNobodyCalled()
  })

  it("a code that says it is another issuer's is not sent to the hostile token endpoint", async () => {
    const moved = await codeOfSalesforce()
    moved.pathname = '/oauth/callback/servicenow'
    moved.searchParams.set('iss', world.salesforce.url)
    expect((await arrives(moved)).status).toBe(502)
    await expectNobodyCalled()
  })
})
