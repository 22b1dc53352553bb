// `npm run runs` on the whole product: what it shows, what it changes in a run that waits, and in which words it refuses.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { runsCommand, type RunsCommandDeps } from '../../runs/cli/runs-command.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
let deps: RunsCommandDeps
let id: string

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  deps = { db: world.db, keys: createKeyRing(readConfig('worker', world.env).SHARED_KEYS), user: 'op' }
  await alice.says('create opportunity name: Acme amount: 5 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  const [run] = await world.db.query<{ id: string }>(`select id from runs`)
  id = run?.id ?? ''
})
afterAll(() => world.close())

const type = (line: string) => runsCommand(deps, line === '' ? [] : line.split(' '))
const audited = () => world.db.query(`select event, detail ->> 'by' as "by" from audit where event like 'run.%' order by id`)
const expiries = async () => {
  const { events } = await world.temporal.workflow.getHandle(id).fetchHistory()
  const asked = (events ?? []).filter(({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name === 'expireSignIn')
  return asked.length
}

describe('looking', () => {
  it('lists by recipe, state and person, newest first', async () => {
    expect((await type('')).text).toMatch(
      new RegExp(`Run +Recipe +Caller +State +Since\n[- ]+\n${id}  createOpportunity  Alice \\S+ +waiting_sign_in  \\d{4}-.* UTC`),
    )
    expect((await type('--recipe create-opportunity --state waiting_sign_in --person alice')).text).toContain(id)
    expect((await type('--state completed')).text).toBe('There is no such run.')
    expect((await type('--person bob@contoso.example')).text).toBe('There is no such run.')
  })

  it('tells a run’s story by the short name on its receipt, and what was typed only where asked for', async () => {
    const short = id.split('-')[1]?.slice(0, 4).toLowerCase() ?? ''
    const { text } = await type(`show ${short}`)
    expect(text).toContain(`Run      ${id}`)
    expect(text).toContain('State    waiting_sign_in')
    expect(text).toContain('still waits')
    expect(text).toContain('It wrote nothing.')
    expect(text).not.toContain('Acme')
    expect((await type(`show ${id} --params`)).text).toContain('"name":"Acme"')
    expect(await audited()).toEqual([{ event: 'run.inputs_shown', by: 'shell:op' }])
  })

  it.each([
    ['show', 'Say which run'],
    ['show nothing-like-it', 'There is no run "nothing-like-it".'],
    ['cancel', 'Say which run'],
    ['list extra', `"extra" doesn't belong to "list"`],
    ['stop x', 'There is no command "stop".'],
    ['--state tired', 'There is no state "tired".'],
    ['--recipe nothing', 'There is no recipe "nothing".'],
    ['--limit none', '--limit must be a whole number'],
    ['--colour red', '--colour'],
    ['show abcd --hours 5', `"--hours" doesn't belong to "show"`],
  ])('"%s" is refused in words', async (line, words) => {
    const { ok, text } = await type(line)
    expect(ok).toBe(false)
    expect(text).toContain(words)
  })
})

describe('changing', () => {
  it('gives a run more time, and its timer reads the row again when it fires', async () => {
    // Woken, the run looks at its row and sets a timer of two seconds.
    await world.db.query(`update waits set deadline_at = now() + interval '2 s'`)
    await world.temporal.workflow.getHandle(id).signal('awaitUserAuth')
    await expect
      .poll(async () => {
        const [wait] = await world.db.query<{ left: number }>(`select extract(epoch from deadline_at - now())::float8 as "left" from waits`)
        return wait?.left ?? 0
      })
      .toBeLessThan(1.2)
    expect((await type(`extend ${id} --hours 5`)).text).toMatch(/now waits until \d{4}-/)
    await expect.poll(expiries).toBe(1)
    expect(await world.db.query(`select outcome from waits`)).toEqual([{ outcome: null }])
    expect((await type('--state waiting_sign_in')).text).toContain(id)
    expect((await type(`extend ${id} --hours 0`)).text).toContain('--hours')
  })

  it('sends the card again', async () => {
    const cards = () => alice.reads().filter((message) => message.includes(`"title":"${SIGN_IN}"`)).length
    const before = cards()
    expect(await type(`resend ${id}`)).toMatchObject({ ok: true })
    await expect.poll(cards).toBe(before + 1)
  })

  it('says of a stuck run that a cancel waits until it is mended, and of one that has not begun that nothing was done', async () => {
    const undone = new Error('undone')
    const inState = async (state: string, change = ''): Promise<string> => {
      let text = ''
      const seen = world.db.transaction(async (tx) => {
        await tx.query(`update runs set state = $1`, [state])
        if (change !== '') await tx.query(change)
        const db = { ...deps.db, transaction: <Result>(work: (inner: typeof tx) => Promise<Result>) => work(tx) }
        text = (await runsCommand({ ...deps, db }, ['cancel', id])).text
        throw undone
      })
      await expect(seen).rejects.toBe(undone)
      return text
    }
    expect(await inState('stuck')).toContain(
      `${id} is cancelled, but stuck: it ends once its recipe is mended. To end it now, stop it in Temporal:`,
    )
    expect(await inState('accepted', `update waits set outcome = 'expired', outcome_at = now()`)).toBe(
      `${id} waits for nobody (accepted); it has not begun yet.`,
    )
  })

  it('cancels it: its caller is told who did not, and it can not be changed any more', async () => {
    expect(await type(`cancel ${id}`)).toEqual({ ok: true, text: `${id} is cancelled; its caller is told.` })
    await alice.sees('It was stopped by whoever looks after Workbot')
    await expect.poll(async () => (await type(`show ${id}`)).text).toContain('State    cancelled, stopped by shell:op')
    for (const again of [`cancel ${id}`, `extend ${id} --hours 1`, `resend ${id}`]) {
      expect(await type(again)).toEqual({ ok: false, text: `${id} has ended (cancelled). Nothing was changed.` })
    }
    expect(await audited()).toEqual(
      ['inputs_shown', 'extended', 'card_resent', 'cancelled'].map((event) => ({ event: `run.${event}`, by: 'shell:op' })),
    )
  })

  it('says how it is used where it is asked', async () => {
    expect(await type('--help')).toMatchObject({ ok: true, text: expect.stringMatching(/^npm run runs /) as string })
  })

  it('says which run is meant where several fit', async () => {
    await world.db.query(
      `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, ended_at)
       select id || 'X', recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, 'completed', now() from runs`,
    )
    expect((await type(`show ${id.slice(0, 24)}`)).text).toContain('fits several runs')
    expect((await type(`show ${id}`)).ok).toBe(true)
  })

  it('says that there are more than it lists', async () => {
    expect((await type('--limit 1')).text).toContain('There are more; these are the newest 1.')
    expect((await type('--limit 2')).text).not.toContain('There are more')
  })
})
