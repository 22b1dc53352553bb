// What the bot does with pressed buttons: forms, Cancel, and the question about a twin. Over HTTP, on Postgres.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSignInRequest } from '../../connections/sign-in-requests.js'
import { issueNonce } from '../../conversations/nonces.js'
import { findRun } from '../../runs/find-run.js'
import { alice, bob, readCard, startBot, TENANT, type BotUnderTest } from './support/bot-under-test.js'

let bot: BotUnderTest
beforeAll(async () => {
  bot = await startBot()
})
beforeEach(async () => {
  await bot.database.db.query('delete from waits')
  await bot.database.db.query('delete from runs')
})
afterAll(() => bot.close())

const command = 'create opportunity name: Acme amount: 50k stage: Prospecting'
const runIds = async () => (await bot.database.db.query<{ id: string }>('select id from runs order by accepted_at')).map(({ id }) => id)
const lastCard = (who = alice) => readCard(bot.chat(who).at(-1))
const invokeCard = (body: Record<string, unknown>) => readCard(body.value as Record<string, unknown>)

/** A run of Alice's that waits for her sign-in, as the worker leaves it. */
async function waitingRun(params = 'name: Acme amount: 50k stage: Prospecting') {
  await bot.write(alice, `create opportunity ${params}`)
  const runId = (await runIds()).at(-1) ?? ''
  const { db } = bot.database
  await db.query(
    `insert into app_configurations (id, app, label, base_url, client_id, scopes, source)
     values ('salesforce', 'salesforce', 'Contoso', 'https://login.salesforce.com', 'c', '{}', 'environment') on conflict do nothing`,
  )
  const caller = { tenantId: TENANT, aadObjectId: alice.aadObjectId }
  const { id: requestId } = await openSignInRequest(db, { caller, configurationId: 'salesforce' })
  await db.query(`update runs set state = 'waiting_sign_in' where id = $1`, [runId])
  await db.query(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, sign_in_request_id, deadline_at)
     values ($1, 's', 'sign_in', $2, $3, $4, now() + interval '1 hour')`,
    [runId, TENANT, alice.aadObjectId, requestId],
  )
  return { runId, requestId, nonce: await issueNonce(db, { purpose: 'cancelRun', caller }) }
}

describe('a form', () => {
  const openForm = async (said: string) => {
    await bot.write(alice, said)
    const card = lastCard()
    const submit = card.buttons.find(({ press }) => press === 'submitForm')
    if (submit?.press !== 'submitForm') throw new Error(`No form came: ${card.words}`)
    return { card, submit, messageId: bot.teams.sent.at(-1)?.id ?? '' }
  }

  it('holds what was typed, names what is wrong, and suggests names', async () => {
    const { card } = await openForm('create opportunity name: Acme amount: fifty stagee: neg')
    expect(card.inputs).toEqual({ name: 'Acme', amount: 'fifty', stage: 'Negotiation' })
    expect(card.words).toMatch(/Amount: “fifty” isn't a number/)
    expect(card.words).toMatch(/I don't know “stagee” here. Did you mean \*Stage\*/)
    expect(await runIds()).toEqual([])
  })

  it('never starts on a guess: text without a name is shown first', async () => {
    const { card } = await openForm('create opportunity Acme Corp amount: 5 stage: Prospecting')
    expect(card.inputs).toEqual({ name: 'Acme Corp', amount: '5', stage: 'Prospecting' })
  })

  it('comes back in place with its errors, keeps its nonce, and starts one run when it is right', async () => {
    const { submit, messageId } = await openForm('create opportunity name: Acme')
    const replyToId = messageId
    const wrong = await bot.press(alice, submit, { fields: { name: 'Acme', amount: '-5', stage: 'Prospecting' }, change: { replyToId } })
    expect(wrong.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
    const again = invokeCard(wrong.body)
    expect(again.inputs).toEqual({ name: 'Acme', amount: '-5', stage: 'Prospecting' })
    expect(again.words).toContain('it must be 0 or more')
    expect(again.buttons).toContainEqual(submit)
    expect(bot.teams.sent.filter(({ kind, activityId }) => kind === 'update' && activityId === messageId)).toHaveLength(1)

    const fields = { name: 'Acme', amount: '5', stage: 'Prospecting' }
    const both = await Promise.all([bot.press(alice, submit, { fields }), bot.press(alice, submit, { fields })])
    expect(await runIds()).toHaveLength(1)
    const types = both
      .map(({ body }) => (body.type === 'application/vnd.microsoft.card.adaptive' ? invokeCard(body).words : String(body.value)))
      .sort()
    expect(types[0]).toMatch(/is started/)
    expect(types[1]).toMatch(/used already/)
  })

  it('asks which number was meant, and starts with the one that is pressed', async () => {
    const { card } = await openForm('create opportunity name: Acme amount: 1,125 stage: Prospecting')
    expect(card.words).toContain('Amount: did you mean 1,125 or 1.125?')
    const [, second] = card.buttons.filter((button) => button.press === 'submitForm' && 'chosen' in button)
    if (second?.press !== 'submitForm') throw new Error('no reading to press')
    await bot.press(alice, second, { fields: { name: 'Acme', amount: '1,125', stage: 'Prospecting' } })
    const [id = ''] = await runIds()
    expect((await findRun(bot.database.db, bot.keys, id))?.params).toEqual({ name: 'Acme', amount: 1.125, stage: 'Prospecting' })
  })

  it("can't be pressed by another person, who alone is told", async () => {
    const { submit } = await openForm('create opportunity')
    await bot.write(bob, 'help')
    const sent = bot.teams.sent.length
    const answer = await bot.press(bob, submit, { fields: { name: 'Bob was here', amount: '1', stage: 'Prospecting' } })
    expect(answer.body).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: 'Only Alice Jensen can use this button.',
    })
    expect(bot.teams.sent).toHaveLength(sent)
    expect(await runIds()).toEqual([])
  })

  it('works through Action.Submit too, where the card is updated in place', async () => {
    const { submit, messageId } = await openForm('create opportunity name: Acme')
    const value = { ...submit, 'param.name': 'Acme', 'param.amount': '5', 'param.stage': 'Prospecting' }
    await bot.post(bot.activity(alice, { value, replyToId: messageId }))
    expect(await runIds()).toHaveLength(1)
    const update = bot.teams.sent.find(({ kind, activityId }) => kind === 'update' && activityId === messageId)
    expect(readCard(update?.body).words).toContain('is started')
  })

  it('with a button that we never made is answered in words', async () => {
    for (const press of [
      { press: 'submitForm', recipe: 'createOpportunity', nonce: 'x' },
      { press: 'submitForm', recipe: 'gone', nonce: 'x' },
      { press: 'other' },
      {},
    ]) {
      const { status, body } = await bot.press(alice, press as never)
      expect(status).toBe(200)
      expect(body.value).toMatch(/no longer in use|used already/)
    }
  })
})

describe("a recipe's button", () => {
  it('brings its form, or starts it where it has no parameters', async () => {
    expect((await bot.press(alice, { press: 'openForm', recipe: 'createOpportunity' })).body.value).toBe('Please fill in the form below.')
    expect(lastCard().inputs).toEqual({ name: undefined, amount: undefined, stage: undefined })
    expect(await runIds()).toEqual([])
    const activity = { id: 'the-same-press' }
    const answers = [1, 2].map(() => bot.press(alice, { press: 'openForm', recipe: 'pipeline' }, { change: activity }))
    const said = (await Promise.all(answers)).map(({ body }) => body.value).sort()
    expect(said).toEqual(['Pipeline is started', 'This button has been used already. Nothing more was done.'])
    expect(await runIds()).toHaveLength(1)
  })
})

describe('a run that waits for a sign-in', () => {
  it('is cancelled by its caller only, once', async () => {
    const { runId, requestId, nonce } = await waitingRun()
    const press = { press: 'cancelRun', run: runId, nonce } as const
    expect((await bot.press(bob, press)).body.value).toBe('Only Alice Jensen can use this button.')
    const bobsOwn = await issueNonce(bot.database.db, { purpose: 'cancelRun', caller: { tenantId: TENANT, aadObjectId: bob.aadObjectId } })
    expect((await bot.press(bob, { ...press, nonce: bobsOwn })).body.value).toBe('Only Alice Jensen can use this button.')
    const outcomes = () => bot.database.db.query<{ outcome: string | null }>('select outcome from waits')
    expect(await outcomes()).toEqual([{ outcome: null }])
    expect((await bot.press(alice, press)).status).toBe(200)
    expect(await outcomes()).toEqual([{ outcome: 'cancelled' }])
    const requests = await bot.database.db.query<object>(
      'select outcome, shown_revision < revision as owed from sign_in_requests where id = $1',
      [requestId],
    )
    expect(requests).toEqual([{ outcome: 'cancelled', owed: true }])
    expect((await bot.press(alice, press)).body.value).toContain('used already')
  })

  it('is pointed out when the same is asked again, and a second one starts only when wanted', async () => {
    const { requestId, runId } = await waitingRun()
    await bot.write(alice, command)
    expect(await runIds()).toEqual([runId])
    const [show, another] = lastCard().buttons
    if (show?.press !== 'showWaiting' || another?.press !== 'startAnother') throw new Error('no twin card')
    await bot.database.db.query(`update sign_in_requests set shown_revision = revision, card_activity_id = 'old' where id = $1`, [
      requestId,
    ])
    await bot.press(alice, show)
    const [shown] = await bot.database.db.query<object>(
      'select shown_revision < revision as owed, card_activity_id from sign_in_requests where id = $1',
      [requestId],
    )
    expect(shown).toEqual({ owed: true, card_activity_id: null })
    await bot.press(alice, another)
    await bot.press(alice, another)
    const ids = await runIds()
    expect(ids).toHaveLength(2)
    expect((await findRun(bot.database.db, bot.keys, ids[1] ?? ''))?.params).toEqual({ name: 'Acme', amount: 50_000, stage: 'Prospecting' })
  })
})
