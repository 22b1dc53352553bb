// What the bot does with what people write and press: over HTTP, on Postgres.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverAgain } from '../../connections/show-again.js'
import { openSignInRequest } from '../../connections/sign-in-requests.js'
import { issueNonce } from '../../conversations/nonces.js'
import { createDatabase } from '../../database.js'
import { createLogger } from '../../log.js'
import { findRun } from '../../runs/find-run.js'
import { setPaused } from '../../settings/deployment.js'
import { alice, APP_ID, bob, gina, readCard, startBot, TENANT, type BotUnderTest } from './support/bot-under-test.js'

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
const audited = async () => {
  const [last] = await bot.database.db.query<{ event: string; detail: unknown }>('select event, detail from audit order by id desc limit 1')
  return last
}
const lastCard = (who = alice) => readCard(bot.chat(who).at(-1))
const invokeCard = (body: Record<string, unknown>) => readCard(body.value as Record<string, unknown>)
const isTaken = (message: Record<string, unknown>) => String(message.text).includes('is taken')
const isCard = (message: Record<string, unknown>) => 'attachments' in message

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

describe('a command', () => {
  it('that is complete is accepted once, however often Teams sends it', async () => {
    const before = bot.chat(alice).length
    const activity = bot.activity(alice, { text: command, localTimezone: 'Europe/Copenhagen' })
    const answers = await Promise.all(Array.from({ length: 5 }, () => bot.post(activity)))
    await bot.post(activity)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const ids = await runIds()
    expect(ids).toHaveLength(1)
    expect(await findRun(bot.database.db, bot.keys, ids[0] ?? '')).toMatchObject({
      recipe: 'createOpportunity',
      caller: { tenantId: TENANT, aadObjectId: alice.aadObjectId },
      profile: { name: 'Alice Jensen', email: 'alice@contoso.example', locale: 'en-US', timeZone: 'Europe/Copenhagen' },
      params: { name: 'Acme', amount: 50_000, stage: 'Prospecting' },
      settings: { identities: { salesforce: { mode: 'personal' } } },
    })
    expect(
      bot
        .chat(alice)
        .slice(before)
        .filter((message) => message.type === 'message' && !isTaken(message)),
    ).toEqual([])
    expect(bot.chat(alice).slice(before).filter(isTaken).length).toBeLessThanOrEqual(1)
  })

  it('that is unknown gets the nearest ones, and help lists what is open', async () => {
    await bot.write(alice, 'craete oportunity')
    expect(lastCard().words).toContain("I don't know the command")
    expect(lastCard().buttons).toEqual([{ press: 'openForm', recipe: 'createOpportunity' }])
    await bot.write(alice, 'help')
    expect(lastCard().buttons.map(({ recipe }) => recipe)).toEqual(['createOpportunity', 'pipeline'])
  })

  it('in a channel is heard when it mentions the bot, and not otherwise', async () => {
    const channel = {
      conversation: { id: '19:emea@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: TENANT, isGroup: true },
      channelData: { tenant: { id: TENANT }, channel: { name: 'EMEA deals' }, team: { id: '19:team' } },
    }
    await bot.write(alice, 'help', channel)
    expect(bot.teams.messagesIn(channel.conversation.id)).toEqual([])
    const mention = { type: 'mention', text: '<at>Workbot</at>', mentioned: { id: `28:${APP_ID}` } }
    await bot.write(alice, '<at>Workbot</at>&nbsp;help', { ...channel, entities: [mention] })
    expect(bot.teams.messagesIn(channel.conversation.id)).toHaveLength(1)
    const [row] = await bot.database.db.query<object>(
      `select kind, name, aad_object_id from conversation_references where conversation_id = $1`,
      [channel.conversation.id],
    )
    expect(row).toEqual({ kind: 'channel', name: 'EMEA deals', aad_object_id: null })
  })
})

describe('who may not run it', () => {
  it.each([
    ['a guest', gina, {}, 'Guests can', 'guest'],
    ['someone of another tenant', { ...bob, tenantId: 'bbbbbbbb-2222-4333-8444-555555555555' }, {}, 'another organisation', null],
    ['someone without an identity', bob, { from: { id: '29:nobody', name: 'Nobody' } }, 'who you are', null],
  ])('%s is told so, and no run starts', async (_, who, change, words, why) => {
    const [{ n: auditsBefore } = { n: 0 }] = await bot.database.db.query<{ n: number }>('select count(*)::int as n from audit')
    expect((await bot.write(who, command, change)).status).toBe(200)
    expect(String(bot.chat(who).at(-1)?.text)).toContain(words)
    expect(await runIds()).toEqual([])
    if (why !== null) expect(await audited()).toEqual({ event: 'run.refused', detail: { why } })
    const [{ n } = { n: -1 }] = await bot.database.db.query<{ n: number }>('select count(*)::int as n from audit')
    expect(n).toBe(auditsBefore + (why === null ? 0 : 1))
  })

  it('while the roster is silent nothing starts, and it works again after', async () => {
    const carol = { ...bob, name: 'Carol', aadObjectId: randomUUID() }
    bot.teams.answer(({ kind }) => (kind === 'other' ? { status: 503 } : undefined))
    await bot.write(carol, command)
    expect(String(bot.chat(carol).at(-1)?.text)).toContain('Nothing was done')
    expect(await runIds()).toEqual([])
    bot.answerRoster()
    await bot.write(carol, command)
    expect(await runIds()).toHaveLength(1)
  })

  it('is told when the recipe is off, closed, for others, or everything is paused', async () => {
    const set = (columns: string) =>
      bot.database.db.query(
        `insert into recipe_settings (recipe, verify_user_access, updated_by, ${columns.split('=')[0] ?? ''}) values ('createOpportunity', true, 'test', ${columns.split('=')[1] ?? ''})`,
      )
    const cases: [string, string, string][] = [
      [`enabled, disabled_at, who=false, now(), 'everyone'`, 'is switched off', 'disabled'],
      [`who='nobody'`, 'open to anyone', 'not_open'],
      [`who, people='people', '{someone-else}'`, 'open to certain people', 'not_listed'],
    ]
    for (const [columns, words, why] of cases) {
      await set(columns)
      await bot.write(alice, command)
      const said = bot.chat(alice).at(-1)
      expect(`${String(said?.text)} ${readCard(said).words}`).toContain(words)
      expect(await audited()).toEqual({ event: 'run.refused', detail: { recipe: 'createOpportunity', why } })
      await bot.database.db.query('delete from recipe_settings')
    }
    await setPaused(bot.database.db, { paused: true, by: 'test' })
    await bot.write(alice, command)
    await setPaused(bot.database.db, { paused: false, by: 'test' })
    expect(String(bot.chat(alice).at(-1)?.text)).toContain('paused')
    expect(await runIds()).toEqual([])
  })
})

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

describe('when Workbot is added', () => {
  it('it introduces itself once, and delivers what could not be delivered', async () => {
    const dora = { ...bob, name: 'Dora', aadObjectId: randomUUID() }
    const caller = { tenantId: TENANT, aadObjectId: dora.aadObjectId }
    const { db } = bot.database
    await db.query(
      `insert into app_configurations (id, app, label, base_url, client_id, scopes, source)
       values ('salesforce', 'salesforce', 'Contoso', 'https://login.salesforce.com', 'c', '{}', 'environment') on conflict do nothing`,
    )
    const { id } = await openSignInRequest(db, { caller, configurationId: 'salesforce' })
    await db.query('update sign_in_requests set undelivered_at = now() where id = $1', [id])
    const added = { type: 'conversationUpdate', membersAdded: [{ id: `28:${APP_ID}` }] }
    await Promise.all([
      bot.post(bot.activity(dora, { type: 'installationUpdate', action: 'add' })),
      bot.post(bot.activity(dora, added)),
      bot.post(bot.activity(dora, added)),
    ])
    expect(bot.chat(dora).filter(isCard)).toHaveLength(1)
    expect(await db.query('select undelivered_at from sign_in_requests where id = $1', [id])).toEqual([{ undelivered_at: null }])
    await deliverAgain(db, caller)
  })
})

describe('when our side is down', () => {
  it('people are told that nothing was done, and the process stays', async () => {
    const nowhere = createDatabase('postgres://nobody@127.0.0.1:1/nothing', { log: createLogger('test', 'silent') })
    const down = await startBot({}, nowhere)
    expect((await down.write(alice, command)).status).toBe(200)
    expect(String(down.chat(alice).at(-1)?.text)).toMatch(/Nothing was done\. Please try again in a few minutes\. \(WB-DB-002\)/)
    expect((await down.write(alice, 'help')).status).toBe(200)
    await down.close()
    await nowhere.end()
  })
})
