// Teams that takes no messages for a while: what is owed comes later, and what has nothing to do with it goes on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { answerRoster, createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('while Teams takes no messages', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson
  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
    for (const person of [alice, bob]) {
      await person.says(`create opportunity name: ${person.person.name} amount: 1 stage: Prospecting`)
      await person.sees([SIGN_IN, person.person.name])
    }
  })
  afterAll(() => world.close())

  it('a warning about a link that somebody else opened stays owed to each owner, and comes once Teams is back', async () => {
    world.teams.answer(({ kind, conversationId }) => (kind === 'post' && conversationId === alice.chat.id ? { status: 503 } : undefined))
    await throughMicrosoft(createBrowser(), alice.link(SIGN_IN), 'bob')
    await throughMicrosoft(createBrowser(), bob.link(SIGN_IN), 'alice')
    await bob.sees('Someone else opened your sign-in link')
    await world.teams.waitFor(
      ({ kind, status, body }) => kind === 'post' && status === 503 && JSON.stringify(body).includes('Someone else'),
    )
    answerRoster(world.teams)
    await alice.sees('Someone else opened your sign-in link')
    expect(alice.reads().filter((message) => message.includes('Someone else opened'))).toHaveLength(1)
    expect(world.logLines.join('')).toContain('WB-SWEEP-003')
  })

  it('a card that Teams is slow to refuse does not hold up the waking of a run', async () => {
    world.teams.answer(({ kind }) => (kind === 'update' ? { status: 503 } : undefined))
    // Alice's card is owed an edit that Teams refuses for eight seconds; Bob's wake-up is owed by the sweep.
    await world.db.query(`update sign_in_requests set revision = revision + 1, next_show_at = now() where aad_object_id = $1`, [
      aliceInTeams.aadObjectId,
    ])
    await world.teams.waitFor(({ kind, status }) => kind === 'update' && status === 503)
    await world.db.query(
      `update waits set outcome = 'declined', outcome_at = now() - interval '2 s' where aad_object_id = $1 and outcome is null`,
      [bobInTeams.aadObjectId],
    )
    await bob.sees('Not signed in', { withinMs: 4_000 })
    answerRoster(world.teams)
  })
})
