// Every way in which a sign-in can go wrong: a sentence and a code each, the run waits on, and the same link works afterwards.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import type { Fault } from '../../sandbox/oauth-app/faults.js'
import { createBrowser, type Page } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { callbackOf, throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
const TOKEN = '/services/oauth2/token'
let world: World
let alice: TeamsPerson
let link: string

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('create opportunity name: Acme amount: 5 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  link = alice.link(SIGN_IN)
})
afterEach(() => {
  world.salesforce.clearFaults()
})
afterAll(() => world.close())

const waits = () => world.db.query(`select 1 from waits where outcome is null`)
async function expectTold({ status, html, url }: Page, expected: number, words: string, code: string): Promise<void> {
  const shown = html.replace(/<style>[^]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect([status, html.includes(words), html.includes(`Code ${code}`)], shown).toEqual([expected, true, true])
  expect(world.logLines.join('')).toContain(code)
  expect(html).not.toMatch(/ECONN|stack|at \/|<h1>We are down/)
  expect(`${url.pathname}${html}`).not.toContain(url.searchParams.get('code') ?? 'no code')
  expect(await waits()).toHaveLength(1)
}

describe('a link', () => {
  it.each(['/connect/x', '/connect/00000000-0000-4000-8000-000000000000.AAAA', '/signed-in/x', '/connect/%ff', '/connect/a%2Fb'])(
    'that we did not make (%s) is answered in words',
    async (path) => {
      const page = await createBrowser().open(`${world.url}${path}`)
      expect([400, 404]).toContain(page.status)
      expect(page.html).toMatch(/Code WB-(SIGNIN-001|WEB-003)/)
    },
  )

  it('with one character changed opens nothing', async () => {
    const changed = link.slice(0, -2) + (link.at(-2) === 'A' ? 'B' : 'A') + (link.at(-1) ?? '')
    expect((await createBrowser().open(changed)).status).toBe(404)
  })
})

describe('an answer that comes back', () => {
  it('with a state that is not ours, or twice, or without anything, is refused without a token call', async () => {
    const calls = world.salesforce.tokenCalls
    for (const query of [
      '',
      '?state=x&code=SECRETCODE',
      '?error=access_denied',
      `?state=${'x'.repeat(9_000)}`,
      '?state=a&state=b&code=SECRETCODE',
    ]) {
      const page = await createBrowser().open(`${world.url}/oauth/callback/salesforce${query}`)
      await expectTold(page, 400, 'belong to a sign-in of ours', 'WB-SIGNIN-005')
    }
    await expectTold(
      await createBrowser().open(`${world.url}/entra/callback?state=x&code=SECRETCODE`),
      400,
      'This sign-in step is over',
      'WB-SIGNIN-003',
    )
    expect(world.salesforce.tokenCalls).toBe(calls)
  })

  it('for a step that was used says so', async () => {
    const { send } = await callbackOf(world, link)
    world.salesforce.addFault({ kind: 'status', status: 503, path: TOKEN })
    await send()
    const used = await send()
    expect(used.status).toBe(409)
    expect(await used.text()).toContain('WB-SIGNIN-006')
    expect(await waits()).toHaveLength(1)
  })

  it('with the state or the code twice is answered in words', async () => {
    for (const name of ['state', 'code']) {
      const { url, send } = await callbackOf(world, link)
      const twice = new URL(url)
      twice.searchParams.append(name, 'other')
      const answer = await send(twice)
      expect([answer.status, /Code WB-SIGNIN-10\d/.test(await answer.text())]).toEqual([502, true])
    }
    expect(await waits()).toHaveLength(1)
  })
})

const troubles: [string, Fault, number, string, string][] = [
  ['an error of its own', { kind: 'deny', error: 'not_on_mondays' }, 502, 'not_on_mondays', 'WB-SIGNIN-102'],
  ['an error with markup for a name', { kind: 'deny', error: '<script>alert(1)</script>' }, 502, 'unnamed', 'WB-SIGNIN-102'],
  ['500', { kind: 'status', status: 500, path: TOKEN }, 502, 'answering as it should', 'WB-SIGNIN-103'],
  [
    '503 with a page',
    { kind: 'status', status: 503, body: '<h1>We are down</h1>', path: TOKEN },
    502,
    'answering as it should',
    'WB-SIGNIN-103',
  ],
  ['a page of HTML', { kind: 'html', path: TOKEN }, 502, 'answering as it should', 'WB-SIGNIN-103'],
  ['a cut connection', { kind: 'drop', path: TOKEN }, 502, 'answering as it should', 'WB-SIGNIN-103'],
  [
    'nothing about whose account it is',
    { kind: 'status', status: 500, path: '/id/', times: 2 },
    502,
    'answering as it should',
    'WB-SIGNIN-103',
  ],
]

describe('Salesforce', () => {
  it.each(troubles)('answering with %s is told in words; the run waits on', async (_what, fault, status, words, code) => {
    const browser = createBrowser()
    world.salesforce.addFault(fault)
    const reached = await throughMicrosoft(browser, link)
    const page = fault.kind === 'deny' ? reached : await browser.choose(reached, 'alice')
    await expectTold(page, status, words.replace("'", '&#39;'), code)
    expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
  })

  it('not being there at all, and then being there: the same link, the same browser', async () => {
    world.salesforce.addFault({ kind: 'status', status: 502, path: TOKEN })
    const browser = createBrowser()
    const failed = await signsIn(link, { as: 'alice', browser })
    await expectTold(failed, 502, 'Nothing was connected', 'WB-SIGNIN-103')
    const page = await browser.choose(await browser.submit(failed), 'alice')
    expect(page.html).toContain('Connected to Salesforce as')
    await alice.sees('Created the opportunity Acme')
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme'])
    const ended = await createBrowser().open(link)
    expect([ended.status, ended.html.includes('Connected to Salesforce')]).toEqual([200, true])
  })

  it('told Deny ends the run as declined, and the link says that', async () => {
    await world.salesforce.revokeAll('alice')
    await alice.says('create opportunity name: Denied amount: 5 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Denied'])
    const denied = alice.link(SIGN_IN)
    world.salesforce.addFault({ kind: 'deny' })
    const browser = createBrowser()
    const asked = await browser.submit(await browser.open(denied))
    const page = asked.html.includes('Microsoft Entra') ? await browser.choose(asked, 'alice') : asked
    expect([page.status, page.html.includes('You chose Deny at Salesforce')]).toEqual([410, true])
    await alice.sees('Nothing was done in Salesforce')
    expect((await createBrowser().open(denied)).html).toContain('You chose Deny')
  })
})
