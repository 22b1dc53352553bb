// More than eight on personal_connections: its pages, turned by the person, in place; and what becomes of a page that is gone.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { buttonsIn, createTeamsPerson, type Json, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to ServiceNow'
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ others: ['servicenow', 'box'] })
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(() => world.close())

const last = () => alice.reads().at(-1) ?? ''
/** The list, wherever it stands: what else is posted meanwhile comes below it. */
const list = () => alice.reads().findLast((text) => text.includes('"Personal connections"')) ?? ''
const names = Array.from({ length: 10 }, (_, index) => `Deal ${String.fromCharCode(65 + index)}`)
/** The runs a page shows, from its top: the order in which they came to wait, not that of their names. */
const shown = (text: string): string[] => [...text.matchAll(/\*\*(Deal [A-J])\*\*/g)].map(([, name = '']) => name)
/** The first *Cancel* of the list. */
const cancels = async (): Promise<string> => {
  const message = world.teams.messagesIn(alice.chat.id).findLast((one) => JSON.stringify(one).includes('"Personal connections"'))
  const data = buttonsIn(message).find(({ data }) => (data as Json | undefined)?.press === 'cancelRun')?.data as Json
  return JSON.stringify(await alice.sendsPress(data, { replyTo: String(message?.id) }))
}
const open = () => world.db.query(`select 1 from waits where outcome is null`)

it('shows eight, the rest on the next page, and the first ones again on the page before; one message all the while', async () => {
  await alice.says('connect servicenow')
  await expect.poll(last).toContain('/connect/')
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Connected to ServiceNow')
  for (const name of names) await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await expect.poll(open).toHaveLength(names.length)

  await alice.says('personal_connections')
  const first = list()
  const lists = () => alice.reads().filter((text) => text.includes('"Personal connections"')).length
  expect(first).toContain('Disconnect ServiceNow')
  expect(first).toContain('Page 1 of 2')
  expect(first).not.toContain('Previous page')
  expect(shown(first)).toHaveLength(7)

  const answer = JSON.stringify(await alice.presses('Next page'))
  expect(answer).toContain('Page 2 of 2')
  const second = list()
  expect(lists()).toBe(1)
  expect(second).toContain('Page 2 of 2')
  expect(second).not.toContain('Next page')
  expect(second).not.toContain('Disconnect ServiceNow')
  expect([...shown(first), ...shown(second)].sort()).toEqual(names)

  await alice.presses('Previous page')
  expect(list()).toContain('Page 1 of 2')
  expect(shown(list())).toEqual(shown(first))
})

it('a button on the second page works and leaves it standing; a page that is gone by then is the last one', async () => {
  await alice.presses('Next page')
  const [victim = '', ...others] = shown(list())
  expect(await cancels()).toContain('This run is cancelled')
  await expect.poll(list).not.toContain(victim)
  expect(list()).toContain('Page 2 of 2')
  expect(shown(list())).toEqual(others)

  await alice.presses('Previous page')
  const stale = alice.buttons().findLast(({ title }) => title === 'Next page')?.data ?? {}
  for (let left = names.length - 2; left > names.length - 4; left -= 1) {
    await cancels()
    await expect.poll(open).toHaveLength(left)
  }
  const answer = JSON.stringify(await alice.sendsPress(stale))
  expect(answer).toContain('Personal connections')
  expect(answer).not.toContain('Page ')
})
