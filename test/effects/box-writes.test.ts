// Box's writes in a run, each with its answer lost: what Box refuses twice is found, and a comment is a question to its caller.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { seedBox } from '../../sandbox/box/seed.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let bundle: BundledFixture
let box: BoxStandIn

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/box-writes.ts', import.meta.url))
  world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path }, others: ['box'] })
  box = world.other('box') as BoxStandIn
  alice = createTeamsPerson(world, aliceInTeams)
  await seedBox(box.state)
}, 90_000)
afterAll(async () => {
  await world.close()
  await bundle.remove()
})

it('four writes whose answers are lost leave one folder, one link, one invitation, and a question about the comment', async () => {
  for (const fault of [
    { path: '/2.0/folders', method: 'POST' },
    { path: '/2.0/folders/', method: 'PUT' },
    { path: '/2.0/collaborations', method: 'POST' },
    { path: '/2.0/comments', method: 'POST' },
  ])
    box.addFault({ kind: 'drop', ...fault })
  await alice.says('who am I')
  await alice.sees('Sign in to Box')
  await signsIn(alice.link('Sign in to Box'), { as: 'alice' })
  const card = await alice.sees(["its answer was lost. I can't tell whether this was done", '(Price list.csv)', 'Try again'])
  expect(card).not.toContain('Check again')
  const { items, collaborations, comments } = box.state
  const folders = items.filter(({ type, name }) => type === 'folder' && name !== 'Prices')
  expect(folders).toMatchObject([{ name: 'Acme', link: { access: 'company' } }])
  expect(collaborations.slice(1)).toMatchObject([{ item: folders[0]?.id, login: 'bob@contoso-sales.example', role: 'viewer' }])
  expect(comments).toHaveLength(1)
  await alice.presses('Skip')
  await alice.sees(["couldn't be finished", "I can't tell whether it was done"])
  expect(comments).toHaveLength(1)
})
