// Rows 7 and 11 of the table of attacks: what anybody can send to the browser's routes, one request at a time and a thousand at once.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { signIn } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
const EVIL = 'evil.example'
const names = [
  'next',
  'return',
  'returnTo',
  'return_to',
  'redirect',
  'redirect_uri',
  'url',
  'continue',
  'dest',
  'RelayState',
  'target_link_uri',
]
const places = [
  `https://${EVIL}`,
  `//${EVIL}`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `https:${EVIL}`,
  `https:///${EVIL}`,
  `///${EVIL}/..`,
  `%2f%2f${EVIL}`,
  `http://localhost@${EVIL}`,
  `https://${EVIL}#@localhost`,
  `javascript:location='https://${EVIL}'`,
  `data:text/html,<a href=https://${EVIL}>x</a>`,
  ` https://${EVIL}`,
  `https://${EVIL}%00`,
  `%0d%0aLocation: https://${EVIL}`,
]
let world: World
let alice: TeamsPerson
let link: URL
let sent = 0

beforeAll(async () => {
  world = await startWorld({ env: { TRUST_PROXY: '1' } })
  alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('create opportunity name: Acme amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  link = new URL(alice.link(SIGN_IN))
})
afterAll(() => world.close())

/** Each from an address of its own, unless told: the limit per address isn't what is looked at. */
function ask(path: string, { method = 'GET', from = `10.1.${String((sent += 1) >> 8)}.${String(sent & 255)}` } = {}): Promise<Response> {
  return fetch(`${world.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { 'x-forwarded-for': from, 'x-forwarded-host': EVIL, 'sec-fetch-site': 'same-origin' },
    ...(method === 'POST' && { body: new URLSearchParams({ next: `https://${EVIL}`, redirect_uri: `https://${EVIL}` }) }),
  })
}

describe('an open redirect (row 7)', () => {
  const routes = fc.constantFrom(
    () => link.pathname,
    () => link.pathname.replace('/connect/', '/signed-in/'),
    () => link.pathname.replace('/connect/', '/account/'),
    () => link.pathname.replace('/connect/', '/still/'),
    () => '/entra/callback',
    () => '/oauth/callback/salesforce',
    () => '/codec/sign-in',
    () => `//${EVIL}/`,
    () => `/\\${EVIL}/`,
    () => `/%2f%2f${EVIL}/..`,
    () => `/connect/..%2f..%2f${EVIL}`,
    () => '/',
  )
  const request = fc.record({
    route: routes,
    method: fc.constantFrom('GET', 'POST', 'HEAD'),
    parameters: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...places), { minKeys: 1, maxKeys: 3 }),
    hash: fc.boolean(),
  })

  it('no route leads anywhere but here, to Microsoft and to the app, whatever parameters it is given', async () => {
    const ours = [world.url, world.entra.origin, world.salesforce.url]
    const property = fc.asyncProperty(request, async ({ route, method, parameters, hash }) => {
      const query = new URLSearchParams(parameters).toString()
      const answer = await ask(`${route()}?${hash ? decodeURIComponent(query).replaceAll('#', '%23') : query}`, { method })
      const location = answer.headers.get('location')
      if (location !== null) {
        expect(ours).toContain(new URL(location, world.url).origin)
        expect(decodeURIComponent(location)).not.toContain(EVIL)
      }
      expect(answer.headers.get('refresh') ?? '').not.toContain(EVIL)
      expect(await answer.text()).not.toContain(EVIL)
    })
    await fc.assert(property, { seed: inject('seed'), numRuns: 150 })
  })

  it('a sign-in that began with such parameters ends on our own page', async () => {
    const poisoned = new URL(link)
    for (const name of names) poisoned.searchParams.set(name, `https://${EVIL}`)
    const denied = await signIn(createBrowser({ from: '10.9.0.1' }), poisoned.href, { account: '' })
    expect([denied.url.origin, denied.url.search]).toEqual([world.url, ''])
    expect(denied.html).not.toContain(EVIL)
  })
})

describe('a flood of callbacks and starts (row 11)', () => {
  const FLOOD = 1_000
  const AT_ONCE = 50
  /** The sandbox's; a deployment's is a tenth of it. */
  const PER_MINUTE = 600
  const bogus = (number: number): { path: string; method: 'GET' | 'POST' } => {
    const state = `${'x'.repeat(38)}${String(number).padStart(5, '0')}`
    const all = [
      { path: `/oauth/callback/salesforce?code=${state}&state=${state}`, method: 'GET' as const },
      { path: `/entra/callback?code=${state}&state=${state}`, method: 'GET' as const },
      { path: `/connect/${crypto.randomUUID()}.${state}`, method: 'POST' as const },
      { path: link.pathname, method: 'POST' as const },
    ]
    return all[number % all.length] as { path: string; method: 'GET' | 'POST' }
  }
  async function flood(from: (number: number) => string): Promise<number[]> {
    const statuses: number[] = []
    const numbers = Array.from({ length: FLOOD }, (_, number) => number).values()
    const send = async (): Promise<void> => {
      for (const number of numbers) {
        const { path, method } = bogus(number)
        const answer = await ask(path, { method, from: from(number) })
        await answer.arrayBuffer()
        statuses.push(answer.status)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, send))
    return statuses
  }

  it(
    'of one address is turned away by its number, and of a thousand addresses makes no call at the app; Teams is answered meanwhile',
    {
      timeout: 120_000,
    },
    async () => {
      await alice.says('create opportunity name: Flooded amount: 1 stage: Prospecting')
      await alice.sees([SIGN_IN, 'Flooded'])
      link = new URL(alice.link(SIGN_IN))
      const before = world.salesforce.requests.length
      const one = flood(() => '10.200.0.1')
      expect(await alice.says('help')).toBe(200)
      const turnedAway = (await one).filter((status) => status === 429).length
      expect(turnedAway).toBe(FLOOD - PER_MINUTE)

      const many = flood((number) => `10.201.${String(number >> 8)}.${String(number & 255)}`)
      expect(await alice.says('something else')).toBe(200)
      await alice.sees("I don't know the command")
      expect((await many).filter((status) => status >= 500)).toEqual([])
      expect(world.salesforce.requests.length).toBe(before)
      expect(await world.db.query(`select 1 from sign_in_attempts where used_at is null`)).toEqual([])
      expect(await world.db.query(`select distinct state from runs where ended_at is null`)).toEqual([{ state: 'waiting_sign_in' }])
    },
  )
})
