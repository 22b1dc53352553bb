// Names that would like to be markup, links, mentions, queries or formulas: cards show them as text, Salesforce gets them as typed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { formInputId } from '../../text/press.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const names = [
  `' or Name like '%`,
  `\\' or Name like '%' --`,
  '[click me](https://evil.example) ![x](https://evil.example/x.png)',
  '<at>Bob Olsen</at> <b>bold</b> <a href="https://evil.example">x</a>',
  '"><script>alert(1)</script>&lt;i&gt;',
  '{{DATE(2020-01-01T00:00:00Z)}} ${name} {0}',
  '**x** _y_ ~~z~~ `code` # h | t | - l 1. n',
  `=HYPERLINK("https://evil.example","x")`,
  '../../services/data?q=x&y=z#f %00 %0d%0aSet-Cookie: a=b',
  '‮gro.elpmaxe‬ ünïcödé 🦊 null undefined',
]
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  await connectIntegration(world)
  await alice.says('create opportunity name: First amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'First'])
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity First')
})
afterAll(() => world.close())

type Json = Record<string, unknown>
/** Every text that a Teams client renders as Markdown: texts, facts, and messages; not what stands in an input or on a button. */
function rendered(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(rendered)
  if (typeof value !== 'object' || value === null) return []
  const { type, text, title, value: fact, ...rest } = value as Json
  const isInput = typeof type === 'string' && (type.startsWith('Input.') || type.startsWith('Action.'))
  const own = isInput ? [] : [text, ...(type === undefined ? [title, fact] : [])].filter((one) => typeof one === 'string')
  return [...own, ...(isInput ? [] : Object.values(rest).flatMap(rendered))]
}
const all = () => world.teams.sent.filter(({ kind }) => kind === 'post' || kind === 'update').map(({ body }) => body)
const links = () => JSON.stringify(all()).match(/"url":"[^"]*"/g) ?? []

function expectInert(): void {
  const texts = all().flatMap(rendered)
  expect(texts.length).toBeGreaterThan(10)
  for (const text of texts) {
    const unescaped = text.replace(/\\./g, '')
    expect(unescaped).not.toMatch(/\]\(|<at>|<script|<b>|<a |`|~~/)
    expect(unescaped).not.toContain('{{DATE(2020')
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\n\r]/)
  }
  expect(links().filter((link) => link.includes('evil'))).toEqual([])
  expect(all().filter((body) => JSON.stringify(body.entities ?? []).includes('mention'))).toEqual([])
}

describe('a hostile name', () => {
  it.each(names)('%s, in the form, arrives at Salesforce as typed', async (name) => {
    await alice.says('create opportunity')
    await alice.sees('Start Create opportunity')
    await alice.presses('Start Create opportunity', {
      inputs: { [formInputId('name')]: name, [formInputId('amount')]: '7', [formInputId('stage')]: 'Prospecting' },
    })
    const arrived = () => world.salesforce.records.map(({ Name }) => Name)
    for (let tries = 0; tries < 200 && !arrived().includes(name); tries++) await new Promise((go) => setTimeout(go, 25))
    expect(arrived()).toContain(name)
  })

  it('typed after the command is one parameter, and no other', async () => {
    await alice.says(`create opportunity name: "amount: 1 stage: Won ' or Name like '%" amount: 9 stage: Negotiation`)
    await alice.sees('amount: 1 stage: Won')
    const [last] = world.salesforce.records.slice(-1)
    expect(last).toMatchObject({ Name: `amount: 1 stage: Won ' or Name like '%`, Amount: 9, StageName: 'Negotiation' })
  })

  it('is text on every card: on sign-in cards, forms, receipts and tables', async () => {
    await alice.says('pipeline')
    await alice.sees(['shared connection', 'click me'])
    await world.salesforce.revokeAll('alice')
    for (const name of names.slice(0, 5)) {
      await alice.says('create opportunity')
      await alice.sees('Start Create opportunity')
      await alice.presses('Start Create opportunity', {
        inputs: {
          [formInputId('name')]: name,
          [formInputId('amount')]: 'not a number <b>',
          [formInputId('stage')]: '[x](https://evil.example)',
        },
      })
      await alice.says(`create opportunity name: ${name} amount: 3 stage: Negotiation`)
    }
    await alice.sees([SIGN_IN, 'click me'])
    expectInert()
  })

  it('is text on the page behind the link, and in no header', async () => {
    const page = await fetch(alice.link(SIGN_IN))
    expect(await page.text()).not.toMatch(/<script|<at>|evil\.example/)
    expect(page.headers.getSetCookie()).toEqual([])
  })

  it('is one log line at most', () => {
    for (const line of world.logLines) expect(() => JSON.parse(line) as unknown).not.toThrow()
    expect(world.logLines.join('')).not.toContain('evil.example')
  })
})
