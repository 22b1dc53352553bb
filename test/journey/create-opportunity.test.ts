// The main job, end to end over HTTP: a command in Teams pauses for sign-in, and goes on as that user.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('create opportunity, with Verify user access at runtime on', () => {
  let world: World
  let alice: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  })
  afterAll(() => world.close())

  it('asks the caller to sign in once, acts with their own token, and tells them as whom', async () => {
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    const card = await alice.sees([SIGN_IN, 'Acme'])
    expect(card).toContain('alice@contoso-sales.example')
    expect(world.salesforce.records).toHaveLength(0)
    const [run] = await world.db.query<{ id: string; since: Date }>(
      `select runs.id, waits.created_at as "since" from runs join waits on run_id = runs.id`,
    )
    const details = async () =>
      (await world.temporal.workflow.getHandle(run?.id ?? '').query<{ currentDetails?: string }>('__temporal_workflow_metadata'))
        .currentDetails
    await expect
      .poll(details)
      .toMatch(/^Waiting since \d{4}-\d\d-\d\d, \d\d:\d\d UTC for the caller to sign in to Salesforce, until \d{4}-/)
    const [, day = '', minute = ''] = /since (\S+), (\S+) UTC/.exec((await details()) ?? '') ?? []
    expect(Math.abs(Date.parse(`${day}T${minute}Z`) - (run?.since.getTime() ?? 0))).toBeLessThan(120_000)

    const page = await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    expect(page.html).toContain('Connected')
    const receipt = await alice.sees(['Created the opportunity Acme', 'alice@contoso-sales.example'])
    expect(receipt).toContain('50,000')
    expect(world.salesforce.records).toMatchObject([{ Name: 'Acme', Amount: 50_000, OwnerId: expect.any(String) as string }])
    await alice.sees('Connected to Salesforce as')
  })

  it('asks nothing the next time', async () => {
    const cardsBefore = alice.reads().filter((message) => message.includes('"Action.OpenUrl"') && message.includes('/connect/')).length
    await alice.says('create opportunity name: Globex amount: 1,250.50 stage: negotiation')
    await alice.sees('Created the opportunity Globex')
    expect(alice.reads().filter((message) => message.includes('/connect/')).length).toBe(cardsBefore)
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme', 'Globex'])
  })

  it('takes two activities and one change of what operators search by, and its row knows its execution', async () => {
    const [run] = await world.db.query<{ id: string; execution: string }>(
      `select id, temporal_run_id as "execution" from runs order by accepted_at desc limit 1`,
    )
    const handle = world.temporal.workflow.getHandle(run?.id ?? '', run?.execution)
    await handle.result()
    const { events } = await handle.fetchHistory()
    const count = (name: string): number => (events ?? []).filter((event) => name in event && event[name as keyof typeof event]).length
    expect(count('activityTaskScheduledEventAttributes')).toBe(2)
    expect(count('upsertWorkflowSearchAttributesEventAttributes')).toBe(1)
    const { searchAttributes } = await handle.describe()
    expect(searchAttributes).toMatchObject({ AppId: ['salesforce'], RunState: ['completed'] })
  })

  it('pauses again at the same step when Salesforce has ended the token, and goes on after the next sign-in', async () => {
    await world.salesforce.revokeAll('alice')
    await alice.says('create opportunity name: Initech amount: 10 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Initech'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Initech')
    expect(world.salesforce.records.filter(({ Name }) => Name === 'Initech')).toHaveLength(1)
  })
})
