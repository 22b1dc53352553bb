// A run that ended before it did anything is run again with the same entries: by its caller only, once, under today's settings.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const AGAIN = 'Run again with the same entries'

describe('a run that ended before it did anything', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
  })
  afterAll(() => world.close())

  const asks = async (name: string): Promise<string> => {
    await alice.says(`create opportunity name: ${name} amount: 4711 stage: Negotiation`)
    await alice.sees([SIGN_IN, name])
    const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
    return run?.id ?? ''
  }
  const ended = (run: string, state: string): Promise<void> =>
    until(`the run as ${state}`, async () => {
      const rows = await world.db.query(`select from runs where id = $1 and state = $2 and posted_at is not null`, [run, state])
      return rows.length > 0
    })
  const expires = async (run: string): Promise<void> => {
    await world.db.query(`update waits set deadline_at = now() where outcome is null`)
    await world.temporal.workflow.getHandle(run).signal('awaitUserAuth')
    await ended(run, 'expired')
  }
  /** The new run's card stands, and the old one's has become what it ended as. */
  const asksAgain = (): Promise<void> =>
    until('the card of the new run', async () => {
      const [cards] = await world.db.query<{ live: number; owed: number }>(
        `select count(*) filter (where ended_at is null and card_activity_id is not null)::int as live,
           count(*) filter (where shown_revision < revision)::int as owed from sign_in_requests`,
      )
      return cards?.live === 1 && cards.owed === 0
    })
  const runs = () => world.db.query<{ id: string }>(`select id from runs order by accepted_at`)
  const answer = (body: object): string => JSON.stringify(body)

  it('at its deadline: somebody else is refused, two presses from two devices are one run, and it does what was entered, once', async () => {
    const first = await asks('Late')
    await expires(first)
    await alice.sees(['Nobody signed in to Salesforce', AGAIN, 'Discard'])
    expect(answer(await bob.presses(AGAIN, { from: alice.chat }))).toContain('Only Alice')
    const pressed = await Promise.all([alice.presses(AGAIN), alice.presses(AGAIN)])
    expect(pressed.map(answer).filter((said) => said.includes('used already'))).toHaveLength(1)
    expect(await runs()).toHaveLength(2)

    await asksAgain()
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Late')
    expect(world.salesforce.records.filter(({ Name }) => Name === 'Late')).toMatchObject([{ Amount: 4711, StageName: 'Negotiation' }])
  })

  it('by a press on Cancel: its card offers it, under the settings of that moment', async () => {
    await world.salesforce.revokeAll('alice')
    const run = await asks('Cancelled')
    await alice.presses('Cancel this run')
    await until(
      'the end of the run',
      async () => (await world.db.query(`select from runs where id = $1 and ended_at is not null`, [run])).length > 0,
    )
    await alice.sees(['No run waits for it any more', AGAIN])
    const before = (await runs()).length
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, enabled, disabled_at, who, updated_by) values ('createOpportunity', true, false, now(), 'everyone', 'test')`,
    )
    expect(answer(await alice.presses(AGAIN))).toContain('is switched off')
    expect(await runs()).toHaveLength(before)
    await world.db.query(`update recipe_settings set enabled = true, disabled_at = null`)
    await alice.presses(AGAIN)
    await asksAgain()
    expect(await runs()).toHaveLength(before + 1)
    await alice.presses('Cancel this run')
  })

  it('by Deny at the app: discarded, it stays as it is and has no button any more', async () => {
    const run = await asks('Denied')
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: '' })
    await ended(run, 'declined')
    await alice.sees(['Deny', 'Discard'])
    const before = (await runs()).length
    await alice.presses('Discard')
    await alice.sees("has ended and won't be run again")
    expect(await runs()).toHaveLength(before)
    expect(await world.db.query(`select from nonces where purpose = $1 and used_at is null`, [`runAgain:${run}`])).toEqual([])
  })

  it('but may have been one whose write was sent: it is not run again, whatever its card says', async () => {
    const run = await asks('Touched')
    await expires(run)
    await alice.sees(['Nobody signed in to Salesforce', AGAIN])
    await world.db.query(
      `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, identity)
       values ($1, 'salesforce.createOpportunity', 'createOpportunity', 'salesforce', 'k', gen_random_uuid(), 'alice', 'personal')`,
      [run],
    )
    const before = (await runs()).length
    expect(answer(await alice.presses(AGAIN))).toContain('did something in an app')
    expect(await runs()).toHaveLength(before)
  })
})
