// Every button that Workbot has, pressed by a guest, by a person of another tenant and by a colleague: refused in words, and nothing changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { issueNonce } from '../../conversations/nonces.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { addAddressee } from '../../runs/addressees.js'
import { openAsk } from '../../runs/asks.js'
import { openChoice } from '../../runs/choices.js'
import { openQuestion } from '../../runs/decisions.js'
import { openList, openListWait } from '../../runs/lists.js'
import { propose } from '../../runs/proposals.js'
import { askPurpose } from '../../runs/press-ask.js'
import { alice as aliceInTeams, bob as bobInTeams, SANDBOX_TENANT, sandboxPeople, type SandboxPerson } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, answerRoster, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { readRepositoryFile } from '../repository/files.js'
import { throughMicrosoft } from '../web/support/trip.js'

const gina: SandboxPerson = {
  ...{ key: 'gina', name: 'Gina Guest', email: 'gina_partner.example#EXT#@contoso.example' },
  ...{ aadObjectId: '0e0e0e0e-1111-4222-8333-444444444444', teamsUserId: '29:gina' },
}
const fred: SandboxPerson = {
  ...{ key: 'fred', name: 'Fred Fabrikam', email: 'fred@fabrikam.example' },
  ...{ aadObjectId: '0f0f0f0f-1111-4222-8333-444444444444', teamsUserId: '29:fred' },
}
const OTHER_TENANT = '99999999-aaaa-4bbb-8ccc-222222222222'
const SIGN_IN = 'Sign in to Salesforce'
const ONLY_ALICE = 'Only Alice Jensen can use this button.'

let world: World
let alice: TeamsPerson
let strangers: readonly { readonly who: string; readonly person: TeamsPerson; readonly words: string; readonly change: object }[]
const tried = new Set<string>()

beforeAll(async () => {
  world = await startWorld()
  answerRoster(world.teams, [...sandboxPeople, gina])
  alice = createTeamsPerson(world, aliceInTeams)
  const tenant = { conversation: { id: 'a:29:fred', conversationType: 'personal', tenantId: OTHER_TENANT } }
  strangers = [
    { who: 'a guest', person: createTeamsPerson(world, gina), words: "Guests can't run recipes here.", change: {} },
    {
      ...{ who: 'a person of another tenant', person: createTeamsPerson(world, fred), words: 'I work for another organisation than yours' },
      change: { ...tenant, channelData: { tenant: { id: OTHER_TENANT } } },
    },
    { who: 'a colleague', person: createTeamsPerson(world, bobInTeams), words: ONLY_ALICE, change: {} },
  ]
})
afterAll(() => world.close())

const create = (name: string) => alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
/** Everything that a press could change. */
const rows = async () => ({
  runs: await world.db.query(`select id, state, cancel_asked_at, ended_at from runs order by id`),
  waits: await world.db.query(`select run_id, step_key, outcome from waits order by id`),
  asks: await world.db.query(`select wait_id, pressed_by, answered_by from asks order by wait_id`),
  lines: await world.db.query(`select run_id, number, option from list_lines order by run_id, number`),
  proposals: await world.db.query(`select id, answer, new_run_id from proposals order by id`),
  addressees: await world.db.query(`select id, aad_object_id, passed_to from addressees order by id`),
  connections: await world.db.query(`select id, state, version, account_key from connections order by id`),
  disconnects: await world.db.query(`select connection_id from disconnects order by connection_id`),
  requests: await world.db.query(`select id, outcome, wanted_until from sign_in_requests order by id`),
  used: await world.db.query(`select nonce_hash from nonces where used_at is not null and purpose <> 'teamsActivity' order by nonce_hash`),
})
/** A colleague may open the form of a recipe that is open to them; a note of nobody's request is refused without a name. */
const wordsFor = (press: unknown, words: string): string | null => {
  if (words !== ONLY_ALICE || !(press === 'openForm' || press === 'adminNote')) return words
  return press === 'adminNote' ? 'This button has been used already' : null
}

/** A run of Carol's that asks Alice; rows alone, its card as if shown. */
async function asksAlice() {
  const owner = { tenantId: SANDBOX_TENANT, aadObjectId: aliceInTeams.aadObjectId }
  const { SHARED_KEYS } = readConfig('worker', world.env)
  const keys = createKeyRing(SHARED_KEYS)
  const carol = { tenantId: SANDBOX_TENANT, aadObjectId: '0c0c0c0c-1111-4222-8333-444444444444' }
  await world.db.query(
    `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, temporal_run_id)
     select 'carols', recipe, tenant_id, $1, caller, conversation_id, params_sealed, settings, 'waiting_person', 'none' from runs limit 1`,
    [carol.aadObjectId],
  )
  const deadline = new Date(Date.now() + 3_600_000)
  const question = { question: 'Yes?', facts: [], options: ['Yes'], url: null, settledBy: null }
  const addressee = await world.db.transaction(async (tx) => {
    const waitId = await openAsk(tx, keys, { runId: 'carols', stepKey: 'ask', ...carol, deadline, question, record: null })
    const person = { ...{ caller: owner, tenantId: SANDBOX_TENANT, name: aliceInTeams.name }, email: '', teamsUserId: '', timeZone: 'UTC' }
    const id = await addAddressee(tx, { waitId: waitId ?? '', person, remindAt: null })
    await tx.query(`update addressees set shown_revision = revision`)
    return id ?? ''
  })
  return { owner, addressee }
}

/** What stands in Alice's chat now, pressed by each of them. */
async function strangersPress(more: readonly Record<string, unknown>[] = []): Promise<void> {
  const kinds = new Map([...alice.buttons().map(({ data }) => data), ...more].map((data) => [String(data.press), data]))
  const before = await rows()
  for (const [kind, data] of kinds) {
    tried.add(kind)
    for (const { who, person, words, change } of strangers) {
      const wanted = wordsFor(kind, words)
      if (wanted === null) continue
      const answer = await person.sendsPress(data, { change: change as Record<string, unknown> })
      expect(JSON.stringify(answer), `${kind}, pressed by ${who}`).toContain(wanted)
    }
  }
  expect(await rows()).toEqual(before)
}

describe('buttons that are not theirs do nothing for a guest, a person of another tenant, or a colleague', () => {
  it('on forms, help, and the choice of an app', async () => {
    for (const said of ['help', 'create opportunity', 'connect']) await alice.says(said)
    await alice.sees('Which app shall I connect?')
    await strangersPress()
  })

  it('on a sign-in, its list and its twin', async () => {
    for (let count = 1; count <= 9; count += 1) await create(`Waits ${String(count)}`)
    await expect.poll(() => world.db.query(`select 1 from waits where outcome is null`)).toHaveLength(9)
    await alice.sees(SIGN_IN)
    await create('Waits 1')
    await alice.sees('You already have this')
    await throughMicrosoft(createBrowser(), alice.link(SIGN_IN))
    await world.db.query(`update sign_in_attempts set created_at = now() - interval '6 minutes'`)
    await alice.sees("didn't send you back")
    await alice.says('personal_connections')
    await alice.sees('Next page')
    // *Go on without* has the nonce of *Cancel* beside it; no recipe of the product's asks ahead.
    const cancel = alice.buttons().find(({ data }) => data.press === 'cancelRun')?.data
    await strangersPress([{ ...cancel, press: 'declineSignIn' }])
  })

  it('on the question about a write whose answer was lost', async () => {
    const caller = { tenantId: SANDBOX_TENANT, aadObjectId: aliceInTeams.aadObjectId }
    const [run] = await world.db.query<{ id: string }>(`select id from runs where ended_at is null limit 1`)
    await openQuestion(world.db, { runId: run?.id ?? '', stepKey: 'lost', caller, hours: 1 })
    const [question] = await world.db.query<{ id: string }>(`select id from waits where step_key = 'lost'`)
    await strangersPress([{ press: 'decideWrite', question: question?.id, answer: 'skip' }])
    await world.db.query(`delete from waits where step_key = 'lost'`)
  })

  it('on the choice of a record, and on a list that is decided in place', async () => {
    const caller = { tenantId: SANDBOX_TENANT, aadObjectId: aliceInTeams.aadObjectId }
    const [run] = await world.db.query<{ id: string }>(`select id from runs where ended_at is null limit 1`)
    const runId = run?.id ?? ''
    const keys = createKeyRing(readConfig('worker', world.env).SHARED_KEYS)
    const matches = ['one', 'two'].map((name) => ({ id: name, name, about: [] }))
    const offered = { label: 'Deal', text: 'o', type: 'salesforce.Opportunity', matches, isMore: false }
    await openChoice(world.db, keys, { runId, stepKey: 'choose deal', caller, hours: 1, offered })
    await world.db.transaction(async (tx) => {
      await openList(tx, { runId, stepKey: 'decide', lines: 2 })
      await openListWait(tx, { runId, stepKey: 'decide', caller, hours: 1 })
    })
    const [choice] = await world.db.query<{ id: string }>(`select wait_id as id from choices`)
    const question = choice?.id ?? ''
    await strangersPress([
      { press: 'chooseRecord', question, choice: 1 },
      { press: 'decideLine', run: runId, line: 0, option: 0 },
    ])
    // What isn't offered is no choice, and a line that isn't there is none.
    await alice.sendsPress({ press: 'chooseRecord', question, choice: 2 })
    await alice.sendsPress({ press: 'decideLine', run: runId, line: 2, option: 0 })
    expect(await world.db.query(`select outcome from waits where step_key in ('choose deal', 'decide')`)).toEqual([
      { outcome: null },
      { outcome: null },
    ])
    for (const table of ['list_lines', 'lists', `waits where step_key in ('choose deal', 'decide')`])
      await world.db.query(`delete from ${table}`)
  })

  it('on what an operator proposes for a run of hers', async () => {
    const [run] = await world.db.query<{ id: string }>(`select id from runs limit 1`)
    await world.db.transaction(async (tx) => {
      await propose(tx, { runId: run?.id ?? '', kind: 'again', by: 'shell:op', byName: '' })
      await tx.query(`update proposals set shown_revision = revision`)
    })
    const [proposal] = await world.db.query<{ id: string }>(`select id from proposals`)
    await strangersPress(['yes', 'no'].map((answer) => ({ press: 'answerProposal', proposal: proposal?.id, answer })))
    await world.db.query(`delete from proposals`)
  })

  it('on a question that somebody else asks her', async () => {
    const { owner, addressee } = await asksAlice()
    const nonce = () => issueNonce(world.db, { purpose: askPurpose(addressee), caller: owner })
    await strangersPress([
      { press: 'answerAsk', addressee, option: 0, version: 1, nonce: await nonce() },
      { press: 'passAsk', addressee, nonce: await nonce(), 'param.passTo': bobInTeams.email },
    ])
    // Nor does the button of another kind of question answer it.
    const [ask] = await world.db.query<{ id: string }>(`select wait_id as id from asks`)
    await alice.sendsPress({ press: 'decideWrite', question: ask?.id, answer: 'skip' })
    expect(await world.db.query(`select outcome from waits where id = $1`, [ask?.id])).toEqual([{ outcome: null }])
    for (const table of ['addressees', 'asks', `waits where run_id = 'carols'`, `runs where id = 'carols'`])
      await world.db.query(`delete from ${table}`)
  })

  it('under a run that has ended or may be too late, on a connection, and on its question', async () => {
    await world.db.query(`update waits set deadline_at = now() where run_id = (select run_id from waits limit 1)`)
    for (const { id } of await world.db.query<{ id: string }>(`select id from runs where ended_at is null`))
      await world.temporal.workflow.getHandle(id).signal('awaitUserAuth')
    await alice.sees('Run again with the same entries')
    // One of them has waited for so long that it asks whether it should still be done.
    await world.db.query(
      `update waits set created_at = now() - interval '9 hours' where run_id = (select run_id from waits where outcome is null limit 1)`,
    )
    await signsIn(alice.link('Try again'), { as: 'alice' })
    await alice.sees('Not my account')
    const open = () => world.db.query(`select 1 from runs where posted_at is null`)
    await expect.poll(open).toHaveLength(1)
    await alice.says('personal_connections')
    await alice.says('disconnect salesforce')
    await alice.sees('Disconnect Salesforce?')
    await strangersPress()
  })

  it('whichever there is', () => {
    const there = [...readRepositoryFile('text/press.ts').matchAll(/readonly press: ([^;\n]*)/g)].flatMap(([, kinds = '']) =>
      [...kinds.matchAll(/'(\w+)'/g)].map(([, kind]) => kind),
    )
    expect([...tried].sort()).toEqual(there.sort())
  })

  it('also where they have a nonce of their own', async () => {
    const bob = createTeamsPerson(world, bobInTeams)
    const caller = { tenantId: SANDBOX_TENANT, aadObjectId: bobInTeams.aadObjectId }
    const before = await rows()
    const own = new Map(alice.buttons().map(({ data }) => [String(data.press), data]))
    for (const [kind, data] of own) {
      if (kind === 'openForm' || kind === 'connectApp' || kind === 'connections') continue
      const purposes = await world.db.query<{ purpose: string }>(`select distinct purpose from nonces`)
      for (const { purpose } of purposes) {
        const nonce = await issueNonce(world.db, { purpose, caller })
        await bob.sendsPress({ ...data, nonce })
      }
    }
    expect(await rows()).toEqual({ ...before, used: expect.any(Array) as unknown })
  })
})
