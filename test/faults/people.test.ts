// What people may get wrong or not be: each is answered in a sentence, starts nothing, and loses nothing that was typed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams, SANDBOX_TENANT, type SandboxPerson } from '../../sandbox/people.js'
import { answerRoster, createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const guest: SandboxPerson = {
  key: 'gina',
  name: 'Gina Guest',
  email: 'gina_partner.example#EXT#@contoso.example',
  aadObjectId: '0e0e0e0e-1111-4222-8333-444444444444',
  teamsUserId: '29:gina',
}
const create = 'create opportunity name: Acme amount: 5 stage: Prospecting'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterAll(() => world.close())

const runs = () => world.db.query(`select 1 from runs`)
const refusals = async (why: string) =>
  (await world.db.query(`select 1 from audit where event = 'run.refused' and detail ->> 'why' = $1`, [why])).length

describe('a command', () => {
  it.each([
    ['create oportunity name: Acme', "I don't know the command"],
    ['crate', "I don't know the command"],
    ['', 'What I can do for you'],
    ['create opportunity', 'Opportunity name'],
    ['create opportunity name: Acme stage: Prospecting', 'Amount: this is needed.'],
    ['create opportunity name: Acme amount: fifty stage: Prospecting', "Amount: “fifty” isn't a number I can read."],
    ['create opportunity name: Acme amount: -5 stage: Prospecting', 'it must be 0 or more'],
    ['create opportunity name: Acme amount: 5 stage: Winning', "Stage: “Winning” isn't one of the choices."],
    [`create opportunity name: ${'x'.repeat(121)} amount: 5 stage: Prospecting`, 'it must have 120 characters or fewer'],
    ['create opportunity name: Acme amount: 5 stage: Prospecting colour: red', 'colour'],
  ])('"%s" is answered in words and starts nothing', async (said, words) => {
    await alice.says(said)
    await alice.sees(words)
    expect(await runs()).toHaveLength(0)
  })

  it('with a name of ten thousand characters brings it back in the form, as much as a card holds', async () => {
    const name = 'Long '.repeat(2_000).trim()
    await alice.says(`create opportunity name: ${name} amount: 5 stage: Prospecting`)
    const form = await alice.sees([name.slice(0, 1_000), '120 characters or fewer'])
    expect(Buffer.byteLength(form)).toBeLessThan(28_000)
    expect(await runs()).toHaveLength(0)
  })
})

describe('somebody who may not', () => {
  it('is a person who is not on the recipe’s list', async () => {
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, who, people, updated_by) values ('createOpportunity', true, 'people', $1, 'test')`,
      [[aliceInTeams.aadObjectId]],
    )
    await bob.says(create)
    await bob.sees("you aren't one of them yet")
    await bob.says('help')
    expect(await bob.sees('What I can do for you')).not.toContain('create opportunity')
    await world.db.query(`update recipe_settings set enabled = false, disabled_at = now()`)
    await alice.says(create)
    await alice.sees('is switched off')
    await world.db.query(`delete from recipe_settings`)
    expect([await runs(), await refusals('not_listed'), await refusals('disabled')]).toEqual([[], 1, 1])
  })

  it('is a guest, by the role or by the name they sign in with', async () => {
    for (const [userRole, userPrincipalName] of [['guest', 'gina@partner.example'] as const, ['user', guest.email] as const]) {
      const who = { ...guest, aadObjectId: `${guest.aadObjectId.slice(0, -1)}${userRole === 'guest' ? '1' : '2'}` }
      world.teams.answer(({ kind }) =>
        kind === 'other'
          ? { status: 200, body: { id: who.teamsUserId, name: who.name, aadObjectId: who.aadObjectId, userRole, userPrincipalName } }
          : undefined,
      )
      const gina = createTeamsPerson(world, { ...who, teamsUserId: `${who.teamsUserId}-${userRole}` })
      await gina.says(create)
      await gina.sees("Guests can't run recipes here.")
    }
    expect([await runs(), await refusals('guest')]).toEqual([[], 2])
  })

  it('is a person of another tenant in a shared channel, whom only the roster knows as one', async () => {
    const tenantId = '99999999-aaaa-4bbb-8ccc-222222222222'
    world.teams.answer(({ kind }) =>
      kind === 'other'
        ? { status: 200, body: { id: guest.teamsUserId, name: 'X', aadObjectId: guest.aadObjectId, userRole: 'user', tenantId } }
        : undefined,
    )
    const stranger = createTeamsPerson(world, guest)
    await stranger.says(create, { in: generalChannel })
    await stranger.sees("can't run recipes here", { in: generalChannel })
    expect(await runs()).toHaveLength(0)
  })

  it('is one whom the roster does not know, and nobody while it is silent', async () => {
    world.teams.answer(({ kind }) =>
      kind === 'other' ? { status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } } : undefined,
    )
    const gone = createTeamsPerson(world, { ...guest, aadObjectId: `${guest.aadObjectId.slice(0, -1)}5`, teamsUserId: '29:gone' })
    await gone.says(create)
    await gone.sees("Teams didn't tell me who you are")
    world.teams.answer(({ kind }) => (kind === 'other' ? { status: 500 } : undefined))
    const late = createTeamsPerson(world, { ...guest, aadObjectId: `${guest.aadObjectId.slice(0, -1)}6`, teamsUserId: '29:late' })
    await late.says(create)
    await late.sees('WB-BOT-008')
    expect(world.logLines.join('')).toContain('WB-BOT-008')
    answerRoster(world.teams)
    expect(await runs()).toHaveLength(0)
  })

  it('is an activity without an identity', async () => {
    const nobody = { id: '29:nobody', name: 'Nobody' }
    await alice.sends(
      alice.activity({
        text: create,
        from: nobody,
        conversation: { id: 'a:nobody', conversationType: 'personal', tenantId: SANDBOX_TENANT },
      }),
    )
    await alice.sees("Teams didn't tell me who you are", { in: { id: 'a:nobody', type: 'personal' } })
    expect(await world.db.query(`select 1 from conversation_references where conversation_id = 'a:nobody'`)).toHaveLength(0)
    expect(world.logLines.join('')).toContain('WB-BOT-009')
  })

  it('is anybody while everything is paused, and it starts again after', async () => {
    await world.db.query(`update deployment set paused = true, paused_at = now()`)
    await alice.says(create)
    await alice.sees('Workbot is paused')
    expect(await runs()).toHaveLength(0)
    await world.db.query(`update deployment set paused = false, paused_at = null`)
    await alice.says(create)
    await alice.sees(['Sign in to Salesforce', 'Acme'])
  })
})
