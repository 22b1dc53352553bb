// Somebody sets out for the app and doesn't come back: after five minutes their card says so, once, with a note for the admin.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
const MISSED = "Salesforce didn't send you back"
const NOTE = 'Copy a note for the admin'
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(() => world.close())

/** Once around: every trip that is late has been looked at. */
const looked = (): Promise<void> =>
  until('the look at late trips', async () => {
    const late = `used_at is null and missed_at is null and created_at < now() - interval '5 minutes'`
    return (await world.db.query(`select from sign_in_attempts where ${late}`)).length === 0
  })

it('a trip that does not come back changes the card; one that was begun anew meanwhile does not', async () => {
  await alice.says('create opportunity name: Acme amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  const link = alice.link(SIGN_IN)
  await throughMicrosoft(createBrowser(), link)
  await throughMicrosoft(createBrowser(), link)
  await world.db.query(
    `update sign_in_attempts set created_at = now() - interval '6 minutes' where id = (select id from sign_in_attempts order by created_at limit 1)`,
  )
  await looked()
  expect(await world.db.query(`select from sign_in_requests where missed_at is not null`)).toEqual([])

  await world.db.query(`update sign_in_attempts set created_at = now() - interval '6 minutes' where missed_at is null`)
  await alice.sees([MISSED, 'Try again', NOTE, 'Cancel this run'])

  const bob = createTeamsPerson(world, bobInTeams)
  expect(JSON.stringify(await bob.presses(NOTE, { from: alice.chat }))).toContain('used already')
  await alice.presses(NOTE)
  const note = await alice.sees('For the admin of Salesforce')
  expect(note).toContain(`${world.url}/oauth/callback/salesforce`)
  expect(note).toContain('workbot')
  expect(note).not.toContain(world.env.SALESFORCE_CLIENT_SECRET)

  // Setting out again takes that back, until this trip is late too.
  await throughMicrosoft(createBrowser(), alice.link('Try again'))
  expect(await world.db.query(`select from sign_in_requests where missed_at is not null`)).toEqual([])
  await signsIn(link, { as: 'alice' })
  await alice.sees('Created the opportunity Acme')
})
