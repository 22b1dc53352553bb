// Somebody is reminded of the sign-in that their run waits for: a new message, once, whose link works.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { planReminders } from '../../runs/reminders-owed.js'
import { changeRecipeSettings } from '../../settings/change-recipe-settings.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const STILL = 'still waits for your sign-in to Salesforce'
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(() => world.close())

/** Has it noon where the person is: an hour's zone is `Etc/GMT-3`, three hours ahead of UTC. */
const remindNow = async (): Promise<void> => {
  const ahead = 12 - new Date().getUTCHours()
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`
  await world.db.query(`update runs set caller = jsonb_set(caller, '{timeZone}', $1)`, [JSON.stringify(zone)])
  await world.db.query(`update waits set remind_at = now() where outcome is null`)
}
const reminders = () => alice.reads().filter((message) => message.includes(STILL))

it('a run that waits sends one reminder for each moment, in its own message, and its link goes on to the receipt', async () => {
  await alice.says('create opportunity name: Acme amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  const [planned] = await world.db.query<{ inTime: boolean }>(
    `select remind_at between now() and deadline_at and remind_again_at between remind_at and deadline_at as "inTime" from waits`,
  )
  expect(planned).toEqual({ inTime: true })

  await remindNow()
  await alice.sees([STILL, 'Create opportunity'])
  await until('the moment after it', async () => (await world.db.query(`select from waits where remind_at <= now()`)).length === 0)
  expect(reminders()).toHaveLength(1)

  // The newest message with that button is the reminder.
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity Acme')
  expect(reminders()).toHaveLength(1)
})

it('a recipe whose settings say so reminds nobody, also after its deadline was moved', async () => {
  const [spec] = recipeSpecs.filter(({ name }) => name === 'createOpportunity')
  const by = { kind: 'shell', user: 'op' } as const
  await world.db.transaction((tx) => changeRecipeSettings(tx, { spec: spec!, change: { remind: false }, version: 0, by, sandbox: true }))
  await world.salesforce.revokeAll('alice')
  await alice.says('create opportunity name: Quiet amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Quiet'])
  const planned = () =>
    world.db.query<{ runId: string; remindAt: Date | null }>(
      `select run_id as "runId", remind_at as "remindAt" from waits where outcome is null`,
    )
  const [wait] = await planned()
  expect(wait?.remindAt).toBeNull()
  await world.db.transaction((tx) => planReminders(tx, wait?.runId ?? ''))
  expect((await planned())[0]?.remindAt).toBeNull()
})
