// Who leaves: an operator's `people disconnect`, Workbot removed from Teams, a person whom Teams no longer has, and connections past their age.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleCommand } from '../../people/people-command.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { connectsSalesforce } from '../support/connects.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { answerRoster, createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ env: { CONNECTION_IDLE_DAYS: '90', CONNECTION_MAX_DAYS: '365' } })
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterAll(() => world.close())

const printed: string[] = []
const type = (line: string) =>
  peopleCommand(
    { db: world.db, user: 'op', keys: null, erasing: null, ask: () => Promise.resolve(''), print: (text) => printed.push(text) },
    line === '' ? [] : line.split(' '),
  )
const keepHouse = () =>
  world.temporal.workflow
    .start('housekeeping', { taskQueue: world.taskQueue, workflowId: `housekeeping-${randomUUID()}` })
    .then((round) => round.result())
const departures = () => world.db.query<{ why: string }>(`select why from departures`)
const connections = async () => (await world.db.query(`select from connections`)).length
const lastEnded = () =>
  world.db.query(
    `select detail ->> 'why' as why, detail ->> 'by' as by from audit where event = 'connection.disconnected' order by id desc limit 1`,
  )
const installation = (person: TeamsPerson, action: string) => person.sends(person.activity({ type: 'installationUpdate', action }))
const gone = (tokens: readonly string[]) => expect.poll(() => liveAmong(world, tokens)).toBe(0)

describe('npm run people -- disconnect', () => {
  it('ends the connections of one person, shows that the app confirmed it, tells them, and leaves everybody else alone', async () => {
    await connectsSalesforce(alice)
    const hers = await tokensOf(world)
    await connectsSalesforce(bob)
    const his = (await tokensOf(world)).filter((token) => !hers.includes(token))
    const { ok, text } = await type(`disconnect ${aliceInTeams.aadObjectId.toUpperCase()}`)
    expect({ ok, text }).toEqual({ ok: true, text: 'Done: the apps confirmed the end of 1 token sets.' })
    expect(printed).toContain('Connections ended here: 1. Runs that end: 0. Asking the apps to end their tokens:')
    expect(await liveAmong(world, hers)).toBe(0)
    expect(await liveAmong(world, his)).toBe(his.length)
    await alice.sees('Whoever looks after Workbot in your organisation ended it')
    expect(await lastEnded()).toEqual([{ why: 'operator', by: 'shell:op' }])
    expect(await type(`disconnect ${aliceInTeams.aadObjectId}`)).toMatchObject({ ok: true })
  })

  it('ends what waits for a sign-in, by the address that Workbot knows', async () => {
    await alice.says('create opportunity name: Leaver amount: 1 stage: Prospecting')
    await alice.sees(['Sign in to Salesforce', 'Leaver'])
    expect(await type(`disconnect ${aliceInTeams.email.toUpperCase()}`)).toMatchObject({ ok: true })
    await alice.sees('It was stopped by whoever looks after Workbot')
    expect(await world.db.query(`select state, stopped_by as by from runs`)).toEqual([{ state: 'cancelled', by: 'shell:op' }])
    expect(await world.db.query(`select from waits where outcome is null`)).toEqual([])
    expect(await world.db.query(`select from sign_in_requests where ended_at is null`)).toEqual([])
  })

  it.each([
    [`export ${aliceInTeams.email}`, 'export needs SHARED_KEYS'],
    [`erase ${aliceInTeams.email}`, 'erase needs TEMPORAL_ADDRESS'],
    ['', 'npm run people -- disconnect <who>'],
    ['disconnect', 'Say who'],
    ['disconnect alice', 'neither an Entra object id nor an e-mail address'],
    ['disconnect nobody@contoso.example', 'Nothing is stored about "nobody@contoso.example".'],
  ])('"%s" is refused in words', async (line, words) => {
    const { ok, text } = await type(line)
    expect(ok).toBe(false)
    expect(text).toContain(words)
  })
})

describe('Workbot removed by a person', () => {
  it('ends nothing for a day, and never where they are back by then', async () => {
    await installation(bob, 'remove')
    await expect.poll(departures).toEqual([{ why: 'uninstalled' }])
    await keepHouse()
    expect(await connections()).toBe(1)
    await installation(bob, 'add')
    await expect.poll(departures).toEqual([])
    await installation(bob, 'remove')
    await expect.poll(departures).toHaveLength(1)
    await bob.says('help')
    await expect.poll(departures).toEqual([])
  })

  it('ends their connections after that day, proven at the app', async () => {
    const tokens = await tokensOf(world)
    await installation(bob, 'remove')
    await expect.poll(departures).toHaveLength(1)
    await world.db.query(`update departures set due_at = now() - interval '1 second'`)
    await keepHouse()
    expect(await connections()).toBe(0)
    expect(await departures()).toEqual([])
    expect(await lastEnded()).toEqual([{ why: 'left', by: 'housekeeping:uninstalled' }])
    await gone(tokens)
  })
})

describe('a person whom Teams no longer has', () => {
  it('is noticed when a message can not be delivered and the roster does not have them; an answer that never came is no sign', async () => {
    await connectsSalesforce(alice)
    const refuse = (roster: number) => {
      world.teams.answer(({ kind, conversationId, path }) => {
        if (kind === 'other') return path.includes('/members/') ? { status: roster } : undefined
        return conversationId === alice.chat.id
          ? { status: 404, body: { error: { code: 'ConversationNotFound', message: 'no' } } }
          : undefined
      })
    }
    refuse(503)
    await world.db
      .query(`insert into disconnects (tenant_id, aad_object_id, configuration_id, connection_id, account_name, org_name, shown_revision)
      select tenant_id, aad_object_id, configuration_id, gen_random_uuid(), account_name, org_name, 0 from connections`)
    const unreachable = () => world.db.query(`select from conversation_references where unreachable_at is not null`)
    await expect.poll(unreachable).toHaveLength(1)
    expect(await departures()).toEqual([])
    refuse(404)
    await world.db.query(`update disconnects set revision = revision + 1, next_show_at = now()`)
    await expect.poll(departures).toEqual([{ why: 'not_in_roster' }])
    answerRoster(world.teams)
    await alice.says('help')
    await expect.poll(departures).toEqual([])
  })
})

describe('limits of age', () => {
  it('end a connection that nobody used for 90 days, whatever kept it alive, and its owner reads why', async () => {
    const tokens = await tokensOf(world)
    await world.db.query(
      `update connections set connected_at = now() - interval '100 days', last_used_at = now() - interval '89 days', refreshed_at = now()`,
    )
    await keepHouse()
    expect(await connections()).toBe(1)
    await world.db.query(`update connections set last_used_at = now() - interval '91 days'`)
    await keepHouse()
    expect(await connections()).toBe(0)
    await alice.sees("It hadn't been used for a long time")
    await gone(tokens)
  })

  it('end one that is a year old, however much it is used', async () => {
    await connectsSalesforce(alice)
    await world.db.query(`update connections set connected_at = now() - interval '366 days', last_used_at = now()`)
    await keepHouse()
    expect(await connections()).toBe(0)
    expect(await lastEnded()).toEqual([{ why: 'old', by: 'housekeeping' }])
    await alice.sees('It was as old as your organisation lets one get')
  })
})
