// Sending to Teams: what is repeated, what isn't, and what counts as unreachable.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConnectorFailure, createConnectorAdapter } from '../../bot/connector.js'
import { createMessenger } from '../../bot/messenger.js'
import { findConversation } from '../../conversations/find-conversation.js'
import { learnConversation } from '../../conversations/learn-conversation.js'
import { markUnreachable } from '../../conversations/mark-unreachable.js'
import type { Messenger } from '../../conversations/messenger.js'
import { createLogger } from '../../log.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'
import { startTeamsConnector, type ConnectorRequest, type TeamsConnector } from '../support/teams-connector.js'

const tenantId = '5b1c5a4e-0000-4000-8000-000000000001'
const alice = { tenantId, aadObjectId: 'a11ce000-0000-4000-8000-000000000001', teamsUserId: '29:alice', name: 'Alice Jensen' }
const channel = '19:emea@thread.tacv2;messageid=1700000000000'
const card = { type: 'AdaptiveCard', version: '1.5', body: [] } as const
const hello = { summary: 'Sign in to Salesforce', card }
const sandbox = {
  MICROSOFT_APP_ID: '',
  MICROSOFT_APP_PASSWORD: '',
  TENANT_ID: tenantId,
  BOT_OPENID_METADATA_URL: 'http://127.0.0.1/unused',
  BOT_TOKEN_URL: undefined,
}

let database: TestDatabase
let teams: TeamsConnector
let messenger: Messenger
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  teams = await startTeamsConnector()
  messenger = messengerWith(sandbox)
  await database.db.query('delete from conversation_references')
  await learnConversation(database.db, {
    conversationId: channel,
    tenantId,
    kind: 'channel',
    aadObjectId: null,
    name: 'EMEA deals',
    reference: {
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      bot: { id: '28:workbot', name: 'Workbot' },
      user: { id: '29:alice', name: 'Alice Jensen' },
      conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId, name: '' },
    },
  })
})
afterEach(() => teams.close())

function messengerWith(config: Parameters<typeof createConnectorAdapter>[0]): Messenger {
  return createMessenger({ adapter: createConnectorAdapter(config), db: database.db, log: createLogger('test', 'silent') })
}

/** Answers the first requests so, and the rest as on a good day. */
function firstAnswers(...answers: ReturnType<NonNullable<Parameters<TeamsConnector['answer']>[0]>>[]): void {
  teams.answer(() => answers.shift())
}
const isUnreachable = async (id: string) => (await findConversation(database.db, id))?.unreachableAt !== null

describe('a new message', () => {
  test('is posted with its summary and card, and gives the id to update it by', async () => {
    expect(await messenger.post(channel, hello)).toEqual({ kind: 'posted', activityId: 'activity-1' })
    expect(teams.sent).toHaveLength(1)
    expect(teams.sent[0]).toMatchObject({
      kind: 'post',
      conversationId: channel,
      body: {
        type: 'message',
        summary: 'Sign in to Salesforce',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
        from: { id: '28:workbot' },
      },
    })
  })

  test('is sent again after 429, and waits as long as Teams asks', async () => {
    firstAnswers({ status: 429, headers: { 'retry-after': '1' } }, { status: 412 })
    const before = Date.now()
    expect(await messenger.post(channel, hello)).toMatchObject({ kind: 'posted' })
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000)
    expect(teams.sent.map(({ status }) => status)).toEqual([429, 412, 201])
  })

  test('gives up at once when Teams asks for a longer wait than we have, and says how long', async () => {
    firstAnswers({ status: 429, headers: { 'retry-after': '60' } })
    await expect(messenger.post(channel, hello)).rejects.toMatchObject({ code: 'WB-TEAMS-001', status: 429, retryAfterMs: 60_000 })
    expect(teams.sent).toHaveLength(1)
  })

  test.each([['a 500', { status: 500 }, 500] as const, ['a cut connection', 'reset', null] as const])(
    'whose answer is %s is never repeated, because it may stand there already',
    async (_, answer, status) => {
      firstAnswers(answer)
      const failure: unknown = await messenger.post(channel, hello).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ConnectorFailure)
      expect(failure).toMatchObject({ status })
      expect(teams.sent).toHaveLength(1)
    },
  )

  test('follows no redirect', async () => {
    firstAnswers({ status: 307, headers: { location: `${teams.serviceUrl}v3/conversations/elsewhere/activities` } })
    await expect(messenger.post(channel, hello)).rejects.toMatchObject({ status: 307 })
    expect(teams.sent).toHaveLength(1)
  })

  test.each([403, 404])('answered %i is unreachable, and the conversation remembers', async (status) => {
    firstAnswers({ status, body: { error: { code: 'BotNotInConversationRoster', message: 'no' } } })
    expect(await messenger.post(channel, hello)).toEqual({ kind: 'unreachable' })
    expect(teams.sent).toHaveLength(1)
    expect(await isUnreachable(channel)).toBe(true)
  })

  test('to a conversation that nobody has heard of is an error in words', async () => {
    await expect(messenger.post('a:nobody', hello)).rejects.toMatchObject({ code: 'WB-TEAMS-003' })
  })
})

describe('an update', () => {
  test('changes the message in place', async () => {
    const posted = await messenger.post(channel, hello)
    const activityId = posted.kind === 'posted' ? posted.activityId : ''
    expect(await messenger.update(channel, activityId, { summary: 'Connected', text: 'Connected' })).toBe('updated')
    expect(teams.messagesIn(channel)).toMatchObject([{ summary: 'Connected', text: 'Connected', textFormat: 'markdown' }])
  })

  test('is repeated after 500, a cut connection and 429', async () => {
    const posted = await messenger.post(channel, hello)
    firstAnswers({ status: 500 }, 'reset', { status: 429 })
    expect(await messenger.update(channel, posted.kind === 'posted' ? posted.activityId : '', hello)).toBe('updated')
    expect(teams.sent.filter(({ kind }) => kind === 'update').map(({ status }) => status)).toEqual([500, 0, 429, 200])
  })

  test('of a message that is no more says gone, and the conversation stays reachable', async () => {
    expect(await messenger.update(channel, 'deleted', hello)).toBe('gone')
    expect(await isUnreachable(channel)).toBe(false)
  })

  test('answered 403 is unreachable', async () => {
    firstAnswers({ status: 403 })
    expect(await messenger.update(channel, 'activity-1', hello)).toBe('unreachable')
    expect(await isUnreachable(channel)).toBe(true)
  })
})

describe('opening the chat with a person', () => {
  test('asks Teams for it over a conversation both are in, and remembers it', async () => {
    expect(await messenger.openPersonal(alice, channel)).toEqual({ kind: 'open', conversationId: 'a:29:alice' })
    expect(teams.sent[0]).toMatchObject({ kind: 'createConversation', body: { isGroup: false, tenantId, members: [{ id: '29:alice' }] } })
    expect(await findConversation(database.db, 'a:29:alice')).toMatchObject({
      kind: 'personal',
      aadObjectId: alice.aadObjectId,
      unreachableAt: null,
    })
    expect(await messenger.openPersonal(alice, channel)).toEqual({ kind: 'open', conversationId: 'a:29:alice' })
    expect(teams.sent).toHaveLength(1)
    expect(await messenger.post('a:29:alice', hello)).toMatchObject({ kind: 'posted' })
  })

  test('is unreachable where Teams answers 403', async () => {
    firstAnswers({ status: 403 })
    expect(await messenger.openPersonal(alice, channel)).toEqual({ kind: 'unreachable' })
  })

  test('asks again where the chat it knew can’t be reached any more', async () => {
    await messenger.openPersonal(alice, channel)
    await markUnreachable(database.db, 'a:29:alice')
    expect(await messenger.openPersonal(alice, channel)).toEqual({ kind: 'open', conversationId: 'a:29:alice' })
    expect(teams.sent.map(({ kind }) => kind)).toEqual(['createConversation', 'createConversation'])
  })

  test('sends nothing to a chat that is known as somebody else’s', async () => {
    await messenger.openPersonal(alice, channel)
    teams.answer(({ kind }: ConnectorRequest) => (kind === 'createConversation' ? { status: 201, body: { id: 'a:29:alice' } } : undefined))
    const bob = { ...alice, aadObjectId: 'b0b00000-0000-4000-8000-000000000002', teamsUserId: '29:bob' }
    expect(await messenger.openPersonal(bob, channel)).toEqual({ kind: 'unreachable' })
  })
})

describe('with an app id', () => {
  test('every request carries the bot’s own token, which is fetched once and shown in no error', async () => {
    const issuer = await startIssuer()
    const signed = messengerWith({
      ...sandbox,
      MICROSOFT_APP_ID: '11111111-2222-4333-8444-555555555555',
      MICROSOFT_APP_PASSWORD: 'app-password',
      BOT_TOKEN_URL: issuer.url,
    })
    await signed.post(channel, hello)
    await signed.post(channel, hello)
    expect(teams.sent.map(({ authorization }) => authorization)).toEqual(['Bearer canary-bot-token', 'Bearer canary-bot-token'])
    expect(issuer.asked).toEqual(['client_credentials'])
    firstAnswers({ status: 400 })
    const failure: unknown = await signed.post(channel, hello).catch((error: unknown) => error)
    expect(inspectAll(failure)).not.toContain('canary')
    await issuer.close()
  })
})

function inspectAll(error: unknown): string {
  return error instanceof Error ? [error.message, error.stack, JSON.stringify(error), inspectAll(error.cause)].join('\n') : String(error)
}

async function startIssuer() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      asked.push(new URLSearchParams(body).get('grant_type') ?? '')
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: 'canary-bot-token' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => {
        resolve()
      })
    })
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`, asked, close }
}
