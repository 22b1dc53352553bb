// Which keys a program may start with: the refusals, each in words that name the variable and what to do.
import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import type { NamedKey } from '../../keys/key-ring.js'
import { listKnownKeys, noteRetired } from '../../settings/known-keys.js'
import { presentKeys, type ProgramKeys } from '../../settings/present-keys.js'
import { listRunning } from '../../settings/running-programs.js'
import { log } from '../support/logs.js'
import { createTestDatabase, type TestDatabase } from '../support/postgres.js'

type Jwk = Record<string, unknown>
const ring = (id: string): NamedKey => ({ id, key: randomBytes(32) })
const pair = async (kid: string): Promise<{ open: Jwk; seal: Jwk }> => {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { extractable: true })
  return { open: { ...(await exportJWK(privateKey)), kid }, seal: { ...(await exportJWK(publicKey)), kid } }
}
const [shared, shared2, codec, bot, tokens, tokens2] = [
  ...[ring('shared-1'), ring('shared-2'), ring('codec-1'), ring('bot-1')],
  ...[await pair('tokens-1'), await pair('tokens-2')],
] as [NamedKey, NamedKey, NamedKey, NamedKey, Awaited<ReturnType<typeof pair>>, Awaited<ReturnType<typeof pair>>]

const asBot = (change: Partial<Extract<ProgramKeys, { program: 'bot' }>> = {}): ProgramKeys => ({
  ...{ program: 'bot', SHARED_KEYS: [shared], CODEC_KEYS: [codec], BOT_KEYS: [bot], TOKEN_PUBLIC_KEY: [tokens.seal] },
  ...change,
})
const asWorker = (change: Partial<Extract<ProgramKeys, { program: 'worker' }>> = {}): ProgramKeys => ({
  ...{ program: 'worker', SHARED_KEYS: [shared], CODEC_KEYS: [codec], TOKEN_PUBLIC_KEY: [tokens.seal], TOKEN_PRIVATE_KEY: [tokens.open] },
  ...change,
})

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
const start = (keys: ProgramKeys) => presentKeys({ db: database.db, log }, keys)
/** A start and a graceful stop. */
const starts = async (keys: ProgramKeys): Promise<void> => (await start(keys)).stop()

describe('a program whose keys are', () => {
  beforeEach(async () => {
    await starts(asBot())
    await starts(asWorker())
  })

  it.each([
    ['SHARED_KEYS', () => asBot({ SHARED_KEYS: [ring('shared-1')] })],
    ['CODEC_KEYS', () => asWorker({ CODEC_KEYS: [ring('codec-1')] })],
    ['BOT_KEYS', () => asBot({ BOT_KEYS: [ring('bot-1')] })],
    ['TOKEN_PUBLIC_KEY', () => asBot({ TOKEN_PUBLIC_KEY: [{ ...tokens2.seal, kid: 'tokens-1' }] })],
  ])('another deployment’s, by the same name, is refused: %s', async (variable, keys) => {
    await expect(start(keys())).rejects.toMatchObject({ code: 'WB-KEY-006', message: expect.stringContaining(variable) as string })
  })

  it.each([
    ['SHARED_KEYS', 'retire shared shared-1', () => asWorker({ SHARED_KEYS: [shared2] })],
    ['CODEC_KEYS', 'retire codec codec-1', () => asBot({ CODEC_KEYS: [ring('codec-2')] })],
    ['BOT_KEYS', 'retire bot bot-1', () => asBot({ BOT_KEYS: [ring('bot-2')] })],
    [
      'TOKEN_PRIVATE_KEY',
      'retire tokens tokens-1',
      () => asWorker({ TOKEN_PUBLIC_KEY: [tokens2.seal], TOKEN_PRIVATE_KEY: [tokens2.open] }),
    ],
  ])('without one that sealed what is there is refused: %s', async (variable, command, keys) => {
    const refused = await start(keys()).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'WB-KEY-007', message: expect.stringContaining(variable) as string })
    expect(String(refused)).toContain(`npm run keys -- ${command}`)
  })

  it('led by a retired one is refused; without it, it starts', async () => {
    await starts(asBot({ SHARED_KEYS: [shared2, shared] }))
    await noteRetired(database.db, { ring: 'shared', keyId: 'shared-1', by: 'shell:op', lost: false })
    await expect(start(asBot({ SHARED_KEYS: [shared, shared2] }))).rejects.toMatchObject({ code: 'WB-KEY-008' })
    await starts(asBot({ SHARED_KEYS: [shared2] }))
  })

  it('sealed to by the bot before a worker can open them is refused', async () => {
    const bot2 = asBot({ TOKEN_PUBLIC_KEY: [tokens2.seal] })
    await expect(start(bot2)).rejects.toMatchObject({ code: 'WB-KEY-009', message: expect.stringContaining('TOKEN_PUBLIC_KEY') as string })
    await starts(asWorker({ TOKEN_PRIVATE_KEY: [tokens.open, tokens2.open] }))
    await starts(bot2)
  })

  it('joined by one that is only accepted so far starts, and so does one that hasn’t heard of it', async () => {
    await starts(asBot({ SHARED_KEYS: [shared, shared2] }))
    await starts(asWorker())
  })

  it('refused leaves no trace: it is not among those that run, and its keys stay unknown', async () => {
    const before = await listKnownKeys(database.db)
    await start(asBot({ BOT_KEYS: [ring('bot-2')] })).catch(() => undefined)
    expect((await listKnownKeys(database.db)).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(await listRunning(database.db)).toEqual([])
  })
})

it('what runs is known by the names of its keys, the sealing one first; no key is in the database', async () => {
  const [one, other] = [await start(asBot({ SHARED_KEYS: [shared2, shared] })), await start(asWorker({ SHARED_KEYS: [shared2, shared] }))]
  expect((await listRunning(database.db)).map(({ program, rings }) => ({ program, rings }))).toEqual([
    { program: 'bot', rings: { shared: ['shared-2', 'shared-1'], codec: ['codec-1'], bot: ['bot-1'], tokens: ['tokens-1'] } },
    { program: 'worker', rings: { shared: ['shared-2', 'shared-1'], codec: ['codec-1'], tokens: ['tokens-1'] } },
  ])
  const rows = JSON.stringify(await database.db.query('select k.*, p.rings from known_keys k, running_programs p'))
  for (const { key } of [shared, shared2, codec, bot]) {
    for (const form of ['base64', 'base64url', 'hex'] as const) expect(rows).not.toContain(Buffer.from(key).toString(form))
  }
  for (const member of ['d', 'x', 'y']) expect(rows).not.toContain(String(tokens.open[member]))
  await Promise.all([one.stop(), other.stop()])
  expect(await listRunning(database.db)).toEqual([])
  const audited = await database.db.query(`select detail from audit where event = 'key.activated' order by id`)
  expect(audited.map((row) => (row as { detail: { key: string } }).detail.key)).toEqual(['shared-2', 'codec-1', 'bot-1', 'tokens-1'])
})
