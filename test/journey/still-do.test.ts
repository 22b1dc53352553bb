// A run whose sign-in comes after more than eight hours is done when its caller says so, and only then: in Teams, in the browser, through kills and forged signals.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
})
beforeEach(async () => {
  await world.db.query(`delete from connections`)
})
afterAll(() => world.close())

const asks = async (name: string): Promise<string> => {
  await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await alice.sees([SIGN_IN, name])
  const [run] = await world.db.query<{ id: string }>(
    `select run_id as id from waits where outcome is null order by created_at desc limit 1`,
  )
  return run?.id ?? ''
}
const age = () => world.db.query(`update waits set created_at = now() - interval '9 hours' where outcome is null`)
const made = (name: string) => world.salesforce.records.filter(({ Name }) => Name === name).length
const outcomeOf = async (runId: string) =>
  (await world.db.query<{ outcome: string | null }>(`select outcome from waits where run_id = $1 order by created_at`, [runId])).map(
    ({ outcome }) => outcome,
  )

it('asks on the card, too; a forged signal sends nothing on, and Go on does, once', async () => {
  const runId = await asks('Late')
  await age()
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees(['Still do *Create opportunity*?', 'Late'])
  const run = world.temporal.workflow.getHandle(runId)
  const looks = async () => {
    const { events } = await run.fetchHistory()
    return (events ?? []).filter(({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name === 'requestSignIn').length
  }
  for (let times = 1; times <= 2; times++) {
    await run.signal('awaitUserAuth')
    await until('the run to wait again', async () => (await looks()) > times)
  }
  expect([made('Late'), await outcomeOf(runId)]).toEqual([0, [null]])
  await alice.says('personal_connections')
  await alice.sees('Should this still be done?')

  await alice.presses('Go on with Create opportunity')
  await alice.sees('Created the opportunity Late')
  await alice.sees(['Connected to Salesforce as', 'Going on with *Create opportunity*'])
  expect(made('Late')).toBe(1)
})

it('waits for the answer through restarts of worker and bot, and an answer that nobody was there to hear is heard', async () => {
  const runId = await asks('Restarted')
  await age()
  const browser = createBrowser()
  const page = await signsIn(alice.link(SIGN_IN), { as: 'alice', browser })
  expect(page.html).toContain('Still do Create opportunity?')
  await Promise.all([world.stopWorker(), world.stopBot()])
  await world.startBot()
  await browser.submit(page, { decision: 'go_on' })
  await until('the answer', async () => (await outcomeOf(runId))[0] === 'connected')
  expect(made('Restarted')).toBe(0)
  await world.startWorker()
  await alice.sees('Created the opportunity Restarted')
  expect(made('Restarted')).toBe(1)
})

it('whose connection is ended before the answer asks for a sign-in again, which is no late one', async () => {
  const runId = await asks('Disconnected')
  await age()
  const browser = createBrowser()
  const page = await signsIn(alice.link(SIGN_IN), { as: 'alice', browser })
  await alice.says('disconnect salesforce')
  await alice.sees('Disconnect Salesforce?')
  await alice.presses('Disconnect Salesforce')
  await browser.submit(page, { decision: 'go_on' })
  await until('the run to wait again', async () => (await outcomeOf(runId)).length === 2)
  await until('the new card', async () => {
    const live = `ended_at is null and card_activity_id is not null and shown_revision = revision`
    return (await world.db.query(`select from sign_in_requests where ${live}`)).length === 1
  })
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity Disconnected')
  expect(made('Disconnected')).toBe(1)
})

it('cancelled, does nothing, and the card of the sign-in no longer speaks of it', async () => {
  const cancelled = await asks('Unwanted')
  await age()
  await asks('Wanted')
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity Wanted')
  await alice.sees(['Still do *Create opportunity*?', 'Unwanted', 'Going on with *Create opportunity*'])
  await alice.presses('Cancel Create opportunity')
  await until(
    'its end',
    async () => (await world.db.query(`select from runs where id = $1 and state = 'cancelled'`, [cancelled])).length === 1,
  )
  expect(made('Unwanted')).toBe(0)
  await until('the card', () => Promise.resolve(!alice.reads().some((message) => message.includes('Still do *'))))
  // One of the two went on: it isn't said of both.
  expect(alice.reads().filter((message) => message.includes('(2 runs)') && message.includes('Going on with'))).toEqual([])
})

it('unanswered, is asked about again when a reminder is due, and ends at its deadline with the reason', async () => {
  const runId = await asks('Silent')
  await age()
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees(['Still do *Create opportunity*?', 'Silent'])
  const cards = () =>
    alice.reads().filter((message) => message.includes('Still do *Create opportunity*?') && message.includes('Silent')).length
  const before = cards()
  const ahead = 12 - new Date().getUTCHours()
  const noonThere = `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`
  await world.db.query(`update runs set caller = jsonb_set(caller, '{timeZone}', $2) where id = $1`, [runId, JSON.stringify(noonThere)])
  await world.db.query(`update waits set remind_at = now() where run_id = $1`, [runId])
  await until('the question as a new message', () => Promise.resolve(cards() === before + 1))

  await world.db.query(`update waits set deadline_at = now() where run_id = $1`, [runId])
  await world.temporal.workflow.getHandle(runId).signal('awaitUserAuth')
  await alice.sees(['Create opportunity has ended', 'to hear whether it should still be done'])
  expect([made('Silent'), await outcomeOf(runId)]).toEqual([0, ['expired']])
})
