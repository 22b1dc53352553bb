// An app account that nobody expected is asked about inside the trip: a planted code connects nobody by itself.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createBrowser, type Page, type TestBrowser } from '../support/browser.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { signIn, throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('a sign-in that ends as another account than expected', () => {
  let world: World
  let alice: TeamsPerson
  let number = 0

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  })
  afterAll(() => world.close())

  const waitingFor = async (name: string): Promise<string> => {
    await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
    await alice.sees([SIGN_IN, name])
    return alice.link(SIGN_IN)
  }
  let name = ''
  beforeEach(async () => {
    await world.db.query(`delete from connections`)
    number += 1
    name = `Deal ${String(number)}`
  })

  const connections = () => world.db.query(`select account_name as "account" from connections`)
  const owed = () => world.db.query<{ why: string }>(`select why from revocations order by created_at`)
  const decide = (browser: TestBrowser, page: Page, decision: 'use' | 'another') =>
    browser.submit(page, { decision }, decision === 'use' ? 0 : 1)

  it('asks before anything is connected, and goes on as that account once its owner says so', async () => {
    const browser = createBrowser()
    const asked = await signIn(browser, await waitingFor(name), { account: 'dana' })
    expect(asked.html).toContain('Is this your Salesforce account?')
    expect(asked.html).toContain('dana@contoso-sales.example')
    expect(asked.url.search).toBe('')
    expect(await connections()).toEqual([])
    expect(await world.db.query(`select from waits where outcome is null`)).toHaveLength(1)

    const done = await decide(browser, asked, 'use')
    expect(done.html).toContain('Connected')
    expect(await connections()).toEqual([{ account: 'dana@contoso-sales.example' }])
    await alice.sees(["Salesforce doesn't let dana@contoso-sales.example"])
  })

  it('planted by somebody else into the browser of the person it was made for, connects nobody', async () => {
    const link = await waitingFor(name)
    const hers = createBrowser()
    const atSalesforce = await throughMicrosoft(hers, link)
    // Bob finishes her trip at Salesforce as himself, keeps the callback, and has her open it.
    const his = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    his.take(hers)
    const planted = await his.choose(atSalesforce, 'bob')
    const asked = await hers.open(planted.url)
    expect(asked.html).toContain('bob@contoso-sales.example')
    expect(await connections()).toEqual([])

    const before = (await owed()).length
    const again = await decide(hers, asked, 'another')
    expect(again.html).toContain('Salesforce')
    expect((await owed()).slice(before)).toEqual([{ why: 'not_used' }])
    await hers.choose(again, 'alice')
    await alice.sees(`Created the opportunity ${name}`)
    expect(await connections()).toEqual([{ account: 'alice@contoso-sales.example' }])
  })

  it('decides once: a second press, and a press from another browser, are told so', async () => {
    const browser = createBrowser()
    const asked = await signIn(browser, await waitingFor(name), { account: 'bob' })
    expect((await decide(createBrowser(), asked, 'use')).status).toBe(409)
    const answers = await Promise.all([decide(browser, asked, 'use'), decide(browser, asked, 'use')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    await alice.sees(`Created the opportunity ${name}`)
  })

  it('is asked about again when it is another than the one connected before', async () => {
    await signIn(createBrowser(), await waitingFor(name), { account: 'alice' })
    await alice.sees(`Created the opportunity ${name}`)
    await world.salesforce.revokeAll('alice')
    const next = `${name} later`
    const browser = createBrowser()
    const asked = await signIn(browser, await waitingFor(next), { account: 'bob' })
    expect(asked.html).toContain('Until now you used alice@contoso-sales.example')
    await decide(browser, asked, 'another')
    await alice.presses('Cancel this run')
  })

  it('ends the grant when nobody decides in time', async () => {
    await signIn(createBrowser(), await waitingFor(name), { account: 'bob' })
    const before = (await owed()).length
    await world.db.query(`update sign_in_attempts set parked_until = now() where parked_sealed is not null`)
    while ((await owed()).length === before) await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await owed()).at(-1)).toEqual({ why: 'not_confirmed' })
    expect(await connections()).toEqual([])
  })
})
