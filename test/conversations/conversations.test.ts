// Conversations: learnt, found by their person, and remembered as unreachable.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findConversation, findPersonalConversation } from '../../conversations/find-conversation.js'
import { learnConversation, type ConversationFacts } from '../../conversations/learn-conversation.js'
import { markUnreachable } from '../../conversations/mark-unreachable.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'

const tenantId = '5b1c5a4e-0000-4000-8000-000000000001'
const alice = { tenantId, aadObjectId: 'a11ce000-0000-4000-8000-000000000001' }
const bob = { tenantId, aadObjectId: 'b0b00000-0000-4000-8000-000000000002' }
const chat: ConversationFacts = {
  conversationId: 'a:alice',
  tenantId,
  kind: 'personal',
  aadObjectId: alice.aadObjectId,
  name: null,
  reference: { serviceUrl: 'https://smba.example/emea/', activityId: '17', conversation: { id: 'a:alice' } },
}
const channel: ConversationFacts = {
  ...chat,
  conversationId: '19:emea@thread.tacv2',
  kind: 'channel',
  aadObjectId: null,
  name: 'EMEA deals',
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => database.db.query('delete from conversation_references'))

describe('a conversation', () => {
  test('is found again as it was learnt, without the message it was learnt from', async () => {
    expect(await learnConversation(database.db, channel)).toBe('learnt')
    expect(await findConversation(database.db, channel.conversationId)).toEqual({
      conversationId: channel.conversationId,
      tenantId,
      kind: 'channel',
      aadObjectId: null,
      name: 'EMEA deals',
      reference: { serviceUrl: 'https://smba.example/emea/', conversation: { id: 'a:alice' } },
      unreachableAt: null,
    })
  })

  test('that was never heard of is null', async () => {
    expect(await findConversation(database.db, 'a:nobody')).toBeNull()
    expect(await findPersonalConversation(database.db, alice)).toBeNull()
  })

  test('keeps its name when a later message has none', async () => {
    await learnConversation(database.db, channel)
    await learnConversation(database.db, { ...channel, name: null })
    expect((await findConversation(database.db, channel.conversationId))?.name).toBe('EMEA deals')
  })

  test('that can’t be reached keeps since when, until a message comes from it', async () => {
    await learnConversation(database.db, chat)
    await markUnreachable(database.db, chat.conversationId)
    const since = (await findConversation(database.db, chat.conversationId))?.unreachableAt
    expect(since).toBeInstanceOf(Date)
    await markUnreachable(database.db, chat.conversationId)
    expect((await findConversation(database.db, chat.conversationId))?.unreachableAt).toEqual(since)
    await learnConversation(database.db, chat)
    expect((await findConversation(database.db, chat.conversationId))?.unreachableAt).toBeNull()
  })
})

describe('a personal chat', () => {
  test('is found by its person and by nobody else', async () => {
    await learnConversation(database.db, chat)
    expect((await findPersonalConversation(database.db, alice))?.conversationId).toBe('a:alice')
    expect(await findPersonalConversation(database.db, bob)).toBeNull()
    expect(await findPersonalConversation(database.db, { ...alice, tenantId: bob.aadObjectId })).toBeNull()
  })

  test('stays its person’s when somebody else claims its id', async () => {
    await learnConversation(database.db, chat)
    const claims = [
      { ...chat, aadObjectId: bob.aadObjectId },
      { ...chat, tenantId: 'another' },
      { ...channel, conversationId: chat.conversationId },
    ]
    for (const claim of claims) expect(await learnConversation(database.db, { ...claim, reference: { stolen: true } })).toBe('not_theirs')
    const kept = await findConversation(database.db, chat.conversationId)
    expect(kept).toMatchObject({ kind: 'personal', aadObjectId: alice.aadObjectId, tenantId })
    expect(kept?.reference).not.toHaveProperty('stolen')
  })

  test('that can be reached comes before a newer one that can’t', async () => {
    await learnConversation(database.db, chat)
    await learnConversation(database.db, { ...chat, conversationId: 'a:alice-2' })
    await markUnreachable(database.db, 'a:alice-2')
    expect((await findPersonalConversation(database.db, alice))?.conversationId).toBe('a:alice')
    await markUnreachable(database.db, 'a:alice')
    expect((await findPersonalConversation(database.db, alice))?.conversationId).toBe('a:alice-2')
  })
})
