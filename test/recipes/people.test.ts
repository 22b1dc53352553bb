// `person` parameters in Teams: a name in a channel, a mention by its entity, the picker of a form; and what is said where it is nobody.
import { beforeEach, expect, it } from 'vitest'
import { SANDBOX_TENANT } from '../../sandbox/people.js'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { aboutPeople } from './fixtures/about-people.js'

const MEANT_BOB = `Meant Bob Olsen ${bob.aadObjectId} ${SANDBOX_TENANT}`
const BOT = { id: '28:workbot', name: 'Workbot' }
let t: RecipeTest
let person: TeamsPerson
beforeEach(async () => {
  t = await testRecipe(aboutPeople, { from: new URL('./fixtures/about-people.ts', import.meta.url) })
  person = createTeamsPerson(t.world, alice)
})
const mention = (text: string, id: string) => ({ type: 'mention', text, mentioned: { id, name: 'x' } })

it('a name is found in the roster of the channel, by any word of it', async () => {
  await person.says('whois who: olsen', { in: generalChannel })
  await person.sees(MEANT_BOB, { in: generalChannel })
})

it('a mention counts by its entity; a text that only looks like one is a name', async () => {
  const says = (entities: object[]) =>
    person.says('', {
      in: generalChannel,
      change: { text: '<at>Workbot</at> whois who: <at>Some Nickname</at>', entities: [mention('<at>Workbot</at>', BOT.id), ...entities] },
    })
  await says([])
  await person.sees('I don’t know'.replace('’', "'"), { in: generalChannel })
  expect(t.runs).toEqual([])
  await says([mention('<at>Some Nickname</at>', bob.teamsUserId)])
  await person.sees(MEANT_BOB, { in: generalChannel })
})

it('in the own chat those are known who have one too; nobody else is, and the form asks', async () => {
  await t.as(alice).send('whois who: Bop Olsen')
  expect(t.said.at(-1)).toContain("I don't know “Bop Olsen”")
  await t.as(bob).send('help')
  await t.as(alice).send('whois who: Bop Olsen')
  expect(person.reads().at(-1)).toContain('Did you mean *Bob Olsen*?')
  await person.presses('Start Whois', { inputs: { 'param.who': bob.aadObjectId } })
  await person.sees(MEANT_BOB)
})

it('who was picked and isn’t known is refused in words, and nothing starts', async () => {
  await t.as(alice).send('whois')
  const body = await person.presses('Start Whois', { inputs: { 'param.who': 'ffffffff-0000-4000-8000-000000000009' } })
  expect(JSON.stringify(body)).toContain("I don't know this person yet")
  expect(await t.world.db.query(`select id from runs`)).toEqual([])
})
