// A write that the app answered without doing it: its run ends in words, nothing is left open, and nobody reads that it may have been done.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AppUnavailable } from '../../apps/errors.js'
import { processOne } from '../../apps/salesforce/approvals.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { actionCall } from '../support/action-call.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let bundle: BundledFixture

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/servicenow-refused.ts', import.meta.url))
  world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path }, others: ['servicenow'] })
  alice = createTeamsPerson(world, aliceInTeams)
}, 90_000)
afterAll(async () => {
  await world.close()
  await bundle.remove()
})

it('a change that ServiceNow took and left out leaves no open write, and its run says why', async () => {
  await alice.says('my incidents')
  await alice.sees('Sign in to ServiceNow')
  await signsIn(alice.link('Sign in to ServiceNow'), { as: 'alice' })
  const told = await alice.sees(["couldn't be finished", 'this account may not write there'])
  expect(told).not.toContain('may have been done')
  expect(await world.db.query(`select action from effects where finished_at is null`)).toEqual([])
  expect(await world.db.query(`select action from effects`)).toEqual([{ action: 'createIncident' }])
})

it.each([
  [
    'an error',
    { success: false, errors: [{ statusCode: 'ALREADY_IN_PROCESS', message: 'Cannot submit object already in process.' }] },
    true,
  ],
  ['no word', { success: false, errors: [] }, false],
])('an approval answered with 200 and %s', async (_what, answer, didNothing) => {
  const request = () => Promise.resolve({ status: 200, headers: new Headers(), json: [answer] })
  const asked = processOne(actionCall({ request, host: 'https://app.example' }), { actionType: 'Submit', contextId: '006', comment: '' })
  await expect(asked).rejects.toMatchObject({ didNothing })
  if (!didNothing) await expect(asked).rejects.toBeInstanceOf(AppUnavailable)
})
