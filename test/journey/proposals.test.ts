// An operator has a run that ended run again: its caller is asked in Teams, says yes or no once, and nothing starts before.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { runsCommand } from '../../runs/cli/runs-command.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const ASKS = 'Create opportunity* again?'

describe('Run again, proposed by an operator', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson
  let first: string

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
    await alice.says('connect salesforce')
    await alice.sees('/connect/')
    await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
    await alice.sees('Connected to Salesforce as')
  })
  afterAll(() => world.close())
  beforeEach(async (context) => {
    const name = `Deal ${context.task.id.slice(-4)}`
    await alice.says(`create opportunity name: ${name} amount: 4711 stage: Negotiation`)
    await alice.sees(`Created the opportunity ${name}`)
    first = (await runs()).at(-1)?.id ?? ''
    await expect.poll(() => world.db.query(`select from runs where id = $1 and posted_at is not null`, [first])).toHaveLength(1)
  })

  const runs = () => world.db.query<{ id: string; state: string }>(`select id, state from runs order by accepted_at`)
  const answer = (body: object): string => JSON.stringify(body)
  const keys = () => createKeyRing(readConfig('worker', world.env).SHARED_KEYS)
  const shell = (line: string) => runsCommand({ db: world.db, keys: keys(), user: 'op' }, line.split(' '))
  const nameOf = async (): Promise<string> => {
    const { text } = await shell(`show ${first} --params`)
    return /"name":"([^"]+)"/.exec(text)?.[1] ?? ''
  }
  const proposal = async () =>
    (
      await world.db.query<{ id: string; answer: string | null; started: string | null; shown: boolean }>(
        `select id, answer, new_run_id as started, shown_revision = revision as shown from proposals where run_id = $1`,
        [first],
      )
    )[0]
  /** Alice is asked, with what was done. */
  const asked = async (): Promise<void> => {
    expect((await shell(`again ${first}`)).text).toContain('Alice')
    await alice.sees([ASKS, 'It has done this already', await nameOf(), 'Nothing starts before you answer'])
    await expect.poll(proposal).toMatchObject({ answer: null, shown: true })
  }
  const deals = async () => {
    const name = await nameOf()
    return world.salesforce.records.filter(({ Name }) => Name === name).length
  }
  const audited = () =>
    world.db.query(`select event, aad_object_id as who, detail from audit where run_id = $1 and event like 'run.propos%' order by id`, [
      first,
    ])

  it('starts nothing before its caller says yes; two presses are one run, somebody else’s is refused', async () => {
    const before = (await runs()).length
    await asked()
    expect(await runs()).toHaveLength(before)
    expect(await shell(`again ${first}`)).toMatchObject({ ok: false, text: expect.stringContaining("hasn't answered yet") as unknown })
    expect(answer(await bob.presses('Run again', { from: alice.chat }))).toContain('Only Alice')
    expect(await runs()).toHaveLength(before)

    const pressed = await Promise.all([alice.presses('Run again'), alice.presses('Run again')])
    expect(pressed.map(answer).filter((said) => said.includes('answered already'))).toHaveLength(1)
    await expect.poll(deals).toBe(2)
    expect(await runs()).toHaveLength(before + 1)
    const again = (await runs()).at(-1)?.id ?? ''
    await alice.sees(['You chose to run', 'Create opportunity'])
    expect(await proposal()).toMatchObject({ answer: 'yes', started: again })
    expect(await audited()).toEqual([
      { event: 'run.proposed', who: null, detail: { kind: 'again', by: 'shell:op' } },
      { event: 'run.proposal_answered', who: aliceInTeams.aadObjectId, detail: { kind: 'again', answer: 'yes', newRun: again } },
    ])
    expect((await shell(`show ${first}`)).text).toMatch(new RegExp(`again .* shell:op +yes +${again}`))
  })

  it('that is answered with No starts nothing, and can be asked once more', async () => {
    await asked()
    const before = (await runs()).length
    await alice.presses('No')
    await alice.sees('You said no')
    expect(answer(await alice.sendsPress({ press: 'answerProposal', proposal: (await proposal())?.id, answer: 'yes' }))).toContain(
      'answered already',
    )
    expect([await runs(), await deals()]).toEqual([expect.objectContaining({ length: before }), 1])
    expect((await shell(`again ${first}`)).ok).toBe(true)
  })

  it('that nobody answers in time starts nothing: its card says so', async () => {
    await asked()
    const data = { press: 'answerProposal', proposal: (await proposal())?.id, answer: 'yes' }
    await world.db.query(`update proposals set deadline_at = now() where run_id = $1`, [first])
    expect(answer(await alice.sendsPress(data))).toContain('too late')
    await expect.poll(proposal).toMatchObject({ answer: 'expired', started: null, shown: true })
    await alice.sees('Nobody answered in time. *Create opportunity* stays')
    expect(await deals()).toBe(1)
  })

  it('of a recipe that is switched off meanwhile is refused, and its button stays good', async () => {
    await asked()
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, enabled, disabled_at, who, updated_by) values ('createOpportunity', true, false, now(), 'everyone', 'test')`,
    )
    expect(answer(await alice.presses('Run again'))).toContain('is switched off')
    expect(await proposal()).toMatchObject({ answer: null })
    await world.db.query(`delete from recipe_settings`)
    await alice.presses('Run again')
    await expect.poll(deals).toBe(2)
  })

  it('of a run that is open is refused in words', async () => {
    await world.db.query(`update connections set state = 'needs_sign_in'`)
    await alice.says('create opportunity name: Waits amount: 1 stage: Prospecting')
    await alice.sees(['Sign in to Salesforce', 'Waits'])
    const open = (await runs()).at(-1)?.id ?? ''
    expect(await shell(`again ${open}`)).toMatchObject({ ok: false, text: expect.stringContaining("hasn't ended") as unknown })
    expect(await world.db.query(`select from proposals where run_id = $1`, [open])).toEqual([])
  })
})
