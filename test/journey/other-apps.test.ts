// ServiceNow and Box in Teams: connected, listed, used by a recipe that pauses, and ended, each by its own rules and in its own words.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { REVOCATION_PATH as boxRevocation } from '../../sandbox/box/oauth.js'
import { REVOCATION_PATH as serviceNowRevocation } from '../../sandbox/servicenow/oauth.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import type { OtherApp } from '../support/stand-ins.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { throughMicrosoft } from '../web/support/trip.js'

interface AppInTeams {
  readonly id: OtherApp
  readonly name: string
  readonly command: string
  /** The recipe's title. */
  readonly recipe: string
  readonly alice: string
  /** What the recipe shows to each. */
  readonly shows: { readonly alice: string; readonly bob: string }
  readonly revocation: string
  /** Where people end it themselves; where its admin lets it in. */
  readonly yourself: string
  readonly admin: string
}

const inTeams: readonly AppInTeams[] = [
  {
    ...{ id: 'servicenow', name: 'ServiceNow', command: 'my incidents', recipe: 'My incidents' },
    ...{ alice: 'alice@contoso-sales.example', shows: { alice: 'VPN drops every hour', bob: 'Badge opens no door on floor 3' } },
    ...{ revocation: serviceNowRevocation, yourself: '*My Connected Apps*', admin: 'Application Registry' },
  },
  {
    ...{ id: 'box', name: 'Box', command: 'who am i', recipe: 'Who am I' },
    ...{ alice: 'alice@contoso-sales.example', shows: { alice: 'In Box you are Alice Jensen', bob: 'In Box you are Bob Olsen' } },
    ...{ revocation: boxRevocation, yourself: '*Forget App*', admin: 'User Authentication Apps' },
  },
]

let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ others: ['servicenow', 'box'] })
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterEach(() => {
  for (const { id } of inTeams) world.other(id).clearFaults()
})
afterAll(() => world.close())

const last = (person: TeamsPerson) => person.reads().at(-1) ?? ''
const says = (person: TeamsPerson, words: string) => expect.poll(() => last(person)).toContain(words)
const connected = () =>
  world.db.query<{ app: string }>(`select configuration_id as app from connections where kind = 'personal' order by configuration_id`)

async function connects(person: TeamsPerson, { id, name }: AppInTeams): Promise<void> {
  await person.says(`connect ${id}`)
  await says(person, '/connect/')
  await signsIn(person.link(`Sign in to ${name}`), { as: person.person.key })
  await says(person, 'Not my account')
}
async function disconnects(person: TeamsPerson, { id, name }: AppInTeams): Promise<void> {
  await person.says(`disconnect ${id}`)
  await person.presses(`Disconnect ${name}`)
}

describe('personal_connections', () => {
  it('offers each app that is set up, and lists what was connected, each with its account and its own button', async () => {
    await alice.says('personal_connections')
    for (const { name } of inTeams) expect(last(alice)).toContain(`Connect ${name}`)
    for (const app of inTeams) await connects(alice, app)
    await alice.says('personal_connections')
    for (const { name, alice: account } of inTeams) {
      expect(last(alice)).toContain(`**${name}**`)
      expect(last(alice)).toContain(account)
      expect(last(alice)).toContain(`Disconnect ${name}`)
    }
    expect(last(alice)).not.toContain('Disconnect Salesforce')
  })
})

describe.each(inTeams)('$name', (app) => {
  const { id, name, command, recipe } = app
  const signIn = `Sign in to ${name}`

  it('is used without a question where it was connected ahead of need', async () => {
    await alice.says(command)
    expect(await alice.sees(app.shows.alice)).toContain(`Done in ${name} as ${app.alice}`)
    await alice.says(`connect ${id}`)
    expect(last(alice)).toContain(`You're connected to ${name} as ${app.alice}`)
  })

  it('makes a run pause for the sign-in, and go on as that person', async () => {
    await bob.says(command)
    await bob.sees([`${signIn} to continue *${recipe}*`, `Cancel this run`])
    await signsIn(bob.link(signIn), { as: 'bob' })
    expect(await bob.sees(app.shows.bob)).toContain(`Done in ${name} as bob@contoso-sales.example`)
  })

  it('makes a run pause again where it ended the sign-in itself, says so, and goes on', async () => {
    await world.other(id).revokeAll('bob')
    await bob.says(command)
    await bob.sees(`${name} ended your sign-in`)
    const before = bob.reads().filter((card) => card.includes(app.shows.bob)).length
    await signsIn(bob.link(signIn), { as: 'bob' })
    await expect.poll(() => bob.reads().filter((card) => card.includes(app.shows.bob)).length).toBe(before + 1)
  })

  it('that says no ends the run politely', async () => {
    await disconnects(bob, app)
    await says(bob, '(confirmed)')
    await bob.says(command)
    await says(bob, '/connect/')
    await signsIn(bob.link(signIn), { as: 'bob', account: '' })
    await bob.sees([`Not signed in: *Deny* was chosen at ${name}.`, `Nothing was done in ${name}.`])
  })

  it('that keeps somebody gets a note for its admin, in its own words', async () => {
    await bob.says(`connect ${id}`)
    await says(bob, '/connect/')
    await throughMicrosoft(createBrowser(), bob.link(signIn), 'bob')
    await world.db.query(`update sign_in_attempts set created_at = now() - interval '6 minutes' where missed_at is null`)
    await bob.sees(`${name} didn't send you back`)
    await bob.presses('Copy a note for the admin')
    expect(await bob.sees([`For the admin of ${name}`, app.admin, 'Client ID: workbot'])).not.toContain('Consumer key')
  })

  it('is disconnected with its proof, and leaves no live token', async () => {
    expect(world.other(id).liveTokens('alice')).toHaveLength(2)
    await disconnects(alice, app)
    await says(alice, `and ended at ${name} at`)
    expect(last(alice)).toContain('(confirmed)')
    expect(world.other(id).liveTokens('alice')).toEqual([])
    await alice.says(`disconnect ${id}`)
    expect(last(alice)).toContain(`You aren't connected to ${name}.`)
  })

  it('that does not take a disconnect: how to end it there is said, and its proof comes later', async () => {
    await connects(alice, app)
    world.other(id).addFault({ kind: 'status', status: 503, path: app.revocation, times: 9 })
    await disconnects(alice, app)
    await alice.sees([`Disconnected from ${name}; ending it there isn't confirmed yet`, app.yourself])
    expect(world.other(id).liveTokens('alice')).not.toEqual([])
    world.other(id).clearFaults()
    await world.db.query(`update revocations set next_attempt_at = now() where done_at is null`)
    await alice.sees(`${name} has now ended Workbot's access as ${app.alice} (confirmed).`)
    expect(world.other(id).liveTokens('alice')).toEqual([])
  })
})

it('nothing is connected at the end', async () => {
  expect(await connected()).toEqual([])
  await alice.says('personal_connections')
  expect(last(alice)).toContain('You have no personal connections.')
})
