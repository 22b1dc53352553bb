// A question without a request of an app behind it: answered at once, and what follows is its answerer's, also an answer that was lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const postFeed = { path: '/services/data/v64.0/chatter', method: 'POST' } as const
const LOST = "its answer was lost. I can't tell whether this was done"

describe('a question to a person', () => {
  let world: World
  let bundle: BundledFixture
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    bundle = await bundleFixture(new URL('./fixtures/asks-a-person.ts', import.meta.url))
    world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path } })
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
    await bob.says('create opportunity name: Deal amount: 1 stage: Prospecting')
    await bob.sees([SIGN_IN, 'Deal'])
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    await bob.sees('Created the opportunity Deal')
  }, 120_000)
  afterAll(async () => {
    await world.close()
    await bundle.remove()
  })

  const asks = (text: string, who = bobInTeams) =>
    alice.says(`create opportunity name: ${who.aadObjectId} ${world.salesforce.records[0]?.Id ?? ''} ${text} amount: 1 stage: Prospecting`)
  const posts = (text: string) => world.salesforce.recordsOf('FeedItem').filter(({ Body }) => Body === text)

  it('is answered with a comment, and needs no sign-in of who asks', async () => {
    await asks('Hello')
    await bob.sees(['Post “Hello” for Alice Jensen?'])
    await bob.presses('Yes', { inputs: { 'param.comment': 'Go ahead' } })
    await alice.sees('Bob Olsen said Yes: Go ahead')
    expect(posts('Hello')).toMatchObject([{ CreatedById: world.salesforce.accounts.find(({ key }) => key === 'bob')?.userId }])
    expect(alice.reads().some((message) => message.includes('/connect/'))).toBe(false)
  })

  it('asks who answered, and nobody else, about a write of theirs whose answer was lost', async () => {
    await asks('Lost')
    await bob.sees('Post “Lost”')
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await bob.presses('Yes')
    await bob.sees([LOST, '(Lost)', 'bob@contoso-sales.example'])
    expect(alice.reads().some((message) => message.includes(LOST))).toBe(false)
    expect(JSON.stringify(await alice.presses('Skip', { from: bob.chat }))).toContain('Only Bob Olsen can use this button')
    await bob.presses('Skip')
    await alice.sees(["couldn't be finished", "I can't tell whether it was done"])
    expect(posts('Lost')).toHaveLength(1)
  })

  it('is not asked of who asks it', async () => {
    await asks('Myself', aliceInTeams)
    await alice.sees("Not posted: you can't approve your own request")
  })

  it('with a time to wait that is none ends in words, before anybody is asked', async () => {
    await asks('whenever')
    await alice.sees("couldn't be finished")
    expect(bob.reads().some((message) => message.includes('whenever'))).toBe(false)
  })
})
