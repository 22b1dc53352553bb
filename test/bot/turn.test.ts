// What the bot does with what people write and press: over HTTP, on Postgres.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverAgain } from '../../connections/show-again.js'
import { openSignInRequest } from '../../connections/sign-in-requests.js'
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
const isTaken = (message: Record<string, unknown>) => String(message.text).includes('is taken')
const isCard = (message: Record<string, unknown>) => 'attachments' in message

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
    for (const [typed, meant] of [
      ['conect salesforce', '*connect*'],
      ['personal conections', '*personal\\_connections*'],
      ['statsu', '*status*'],
    ] as const) {
      await bot.write(alice, typed)
      expect(lastCard().words).toContain(`You may have meant ${meant}. *help* lists everything.`)
      expect(lastCard().buttons).toEqual([])
    }
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

it('Workbot names who runs it, and links to what they say about data, where that is configured', async () => {
  const theirs = await startBot({ OPERATOR_NAME: 'Contoso IT', PRIVACY_URL: 'https://contoso.example/privacy' })
  await theirs.post(theirs.activity(alice, { type: 'installationUpdate', action: 'add' }))
  const greeting = JSON.stringify(theirs.chat(alice))
  await theirs.close()
  expect(greeting).toContain('Contoso IT runs me here')
  expect(greeting).toContain('https://contoso.example/privacy')
})

describe('when Teams is down', () => {
  it('an answer is sent once, never four times, and the run is accepted all the same', async () => {
    const before = bot.teams.sent.length
    await bot.write(alice, 'help')
    bot.teams.answer(() => ({ status: 503 }))
    expect((await bot.write(alice, 'help')).status).toBe(200)
    expect((await bot.write(alice, command)).status).toBe(200)
    bot.answerRoster()
    const refused = bot.teams.sent
      .slice(before)
      .filter(({ kind, status, body }) => kind === 'post' && status === 503 && 'attachments' in body)
    expect(refused).toHaveLength(1)
    expect(await runIds()).toHaveLength(1)
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
