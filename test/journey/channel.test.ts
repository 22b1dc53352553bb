// In a channel: no link, no data of a personal connection, and a caller who has no chat with the bot yet.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { answerRoster, createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const channel = { in: generalChannel }

describe('a command in a channel', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    await connectIntegration(world)
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
  })
  afterAll(() => world.close())

  it('sends the sign-in link to the caller alone, and tells the channel that it did', async () => {
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting', channel)
    await alice.sees([SIGN_IN, 'Acme', 'EMEA deals'])
    await alice.sees('Alice Jensen, please sign in to Salesforce first', channel)
    expect(alice.reads(generalChannel).join('')).not.toContain('/connect/')
  })

  it('gives the result of a personal connection to the caller, and one line without data to the channel', async () => {
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees(['Created the opportunity Acme', '50,000'])
    await alice.sees('Alice Jensen', channel)
    const said = alice.reads(generalChannel).join('')
    expect(said).not.toContain('Acme')
    expect(said).not.toContain('50,000')
  })

  it('shows a read through the shared connection to everybody', async () => {
    await bob.says('pipeline', channel)
    const shown = await bob.sees(['shared connection', 'integration@'], channel)
    expect(shown).toContain('Acme')
  })

  it('tells a caller whom it may not message, keeps the run, and delivers the card once Workbot is added', async () => {
    refuseChatsOf(world, bob)
    await bob.says('create opportunity name: Umbrella amount: 7 stage: Prospecting', channel)
    const note = await bob.sees("I can't message you yet", channel)
    expect(note).not.toContain('/connect/')
    await pausedForSignIn(world)
    expect(bob.reads(generalChannel).join('')).not.toContain('Bob Olsen, please sign in')

    answerRoster(world.teams)
    await bob.sends(bob.activity({ type: 'installationUpdate', action: 'add' }))
    await bob.sees([SIGN_IN, 'Umbrella'])
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    await bob.sees('Created the opportunity Umbrella')
  })

  it('says of a result that it could not tell, and tells it once Workbot is added', async () => {
    const sent = () => bob.reads(generalChannel).filter((text) => text.includes("Bob Olsen, I've sent you the result")).length
    // Of the run before.
    await expect.poll(sent).toBe(1)
    refuseChatsOf(world, bob)
    await bob.says('create opportunity name: Hooli amount: 7 stage: Prospecting', channel)
    const note = await bob.sees(["I can't message you yet", 'Create opportunity', 'has ended'], channel)
    expect(note).not.toContain('Hooli')
    expect(sent()).toBe(1)
    expect(bob.reads().join('')).not.toContain('Hooli')
    await expect.poll(() => world.db.query(`select from runs where untold_at is not null and posted_at is not null`)).toHaveLength(1)

    answerRoster(world.teams)
    await bob.sends(bob.activity({ type: 'installationUpdate', action: 'add' }))
    await bob.sees('Created the opportunity Hooli')
    await expect.poll(() => world.db.query(`select from runs where untold_at is not null or tell_at is not null`)).toHaveLength(0)
    expect(bob.reads().filter((text) => text.includes('Created the opportunity Hooli'))).toHaveLength(1)
  })
})

/** As where they haven't added Workbot, or have blocked it. */
function refuseChatsOf(world: World, person: TeamsPerson): void {
  world.teams.answer(({ kind, conversationId, path }) => {
    if (kind === 'createConversation') return { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'no' } } }
    if (kind === 'post' && conversationId === person.chat.id)
      return { status: 403, body: { error: { code: 'ForbiddenOperationException', message: 'no' } } }
    return kind === 'other' ? rosterOf(path) : undefined
  })
}

/** The ask is over, whatever it said: its activity is completed in the history. */
async function pausedForSignIn(world: World): Promise<void> {
  const [run] = await world.db.query<{ id: string }>(`select id from runs where state = 'waiting_sign_in'`)
  for (;;) {
    const { events } = await world.temporal.workflow.getHandle(run?.id ?? '').fetchHistory()
    if (events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes)) return
  }
}

function rosterOf(path: string): { status: number; body: unknown } {
  const id = decodeURIComponent(path.split('/').at(-1) ?? '')
  const { name, email, aadObjectId } = id === bobInTeams.teamsUserId ? bobInTeams : aliceInTeams
  return { status: 200, body: { id, name, aadObjectId, email, userPrincipalName: email, userRole: 'user' } }
}
