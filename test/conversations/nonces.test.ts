// Nonces: once, by the person they were made for, for one purpose.
import { beforeAll, expect, test } from 'vitest'
import { claimOnce } from '../../conversations/claim-once.js'
import { checkNonce, consumeNonce, issueNonce } from '../../conversations/nonces.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'

const tenantId = '5b1c5a4e-0000-4000-8000-000000000001'
const alice = { tenantId, aadObjectId: 'a11ce000-0000-4000-8000-000000000001' }
const bob = { tenantId, aadObjectId: 'b0b00000-0000-4000-8000-000000000002' }
const purpose = 'cancelRun:createOpportunity-1'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})

test('a nonce works once', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  expect(await consumeNonce(database.db, { nonce, purpose, caller: alice })).toBe('ok')
  expect(await consumeNonce(database.db, { nonce, purpose, caller: alice })).toBe('used')
})

test('of ten presses at once one counts', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  const presses = Array.from({ length: 10 }, () => database.db.transaction((tx) => consumeNonce(tx, { nonce, purpose, caller: alice })))
  const outcomes = await Promise.all(presses)
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(9)
})

test('another person’s press does not use it up', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  expect(await consumeNonce(database.db, { nonce, purpose, caller: bob })).toBe('not_yours')
  expect(await consumeNonce(database.db, { nonce, purpose, caller: { ...alice, tenantId: 'another' } })).toBe('not_yours')
  expect(await consumeNonce(database.db, { nonce, purpose, caller: alice })).toBe('ok')
  expect(await consumeNonce(database.db, { nonce, purpose, caller: bob })).toBe('not_yours')
})

test('a nonce of another purpose, or none of ours, is unknown', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  expect(await consumeNonce(database.db, { nonce, purpose: 'form:createOpportunity', caller: alice })).toBe('unknown')
  expect(await consumeNonce(database.db, { nonce: 'guessed', purpose, caller: alice })).toBe('unknown')
})

test('a press whose transaction is rolled back can be repeated', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  const failing = database.db.transaction(async (tx) => {
    await consumeNonce(tx, { nonce, purpose, caller: alice })
    throw new Error('the rest failed')
  })
  await expect(failing).rejects.toThrow('the rest failed')
  expect(await consumeNonce(database.db, { nonce, purpose, caller: alice })).toBe('ok')
})

test('the table holds hashes only', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  const rows = await database.db.query('select * from nonces')
  expect(nonce.length).toBeGreaterThanOrEqual(32)
  expect(JSON.stringify(rows)).not.toContain(nonce)
})

test('a nonce can be looked at without using it up', async () => {
  const nonce = await issueNonce(database.db, { purpose, caller: alice })
  expect(await checkNonce(database.db, { nonce, purpose, caller: alice })).toEqual({ kind: 'ok' })
  expect(await checkNonce(database.db, { nonce, purpose, caller: bob })).toEqual({ kind: 'not_yours', owner: alice })
  expect(await consumeNonce(database.db, { nonce, purpose, caller: alice })).toBe('ok')
  expect(await checkNonce(database.db, { nonce, purpose, caller: alice })).toEqual({ kind: 'used' })
  expect(await checkNonce(database.db, { nonce: 'guessed', purpose, caller: alice })).toEqual({ kind: 'unknown' })
})

test('of ten at once who claim the same thing one gets it', async () => {
  const claim = () => database.db.transaction((tx) => claimOnce(tx, { purpose: 'answer', key: ['a:alice', 'activity-1'], tenantId }))
  const claims = await Promise.all(Array.from({ length: 10 }, claim))
  expect(claims.filter(Boolean)).toHaveLength(1)
})
