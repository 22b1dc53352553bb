// Connections as rows: one per owner and configuration, versions, refused ciphertexts, sign-in requests.
import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { findAccess, type ConnectionOwner } from '../../connections/access.js'
import { saveConnection } from '../../connections/connect.js'
import { markNeedsSignIn } from '../../connections/mark-needs-sign-in.js'
import {
  endSignInRequest,
  findSignInRequest,
  openSignInRequest,
  readSignInLink,
  signInLink,
  releaseRequest,
} from '../../connections/sign-in-requests.js'
import { createTokenSealer, createTokenUnsealer } from '../../connections/token-sealing.js'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import { seedAppConfiguration } from '../../settings/app-configurations.js'
import { createTestKeys } from '../support/keys.js'
import { createTestDatabase } from '../support/postgres.js'

const keys = createKeyRing([{ id: 'shared-1', key: randomBytes(32) }])
const tenantId = 'b7f0d3c2-5a41-4c8e-9d26-3f1e8a7c6b50'
const aliceOwns: ConnectionOwner = { kind: 'personal', caller: { tenantId, aadObjectId: 'alice' } }
const bobOwns: ConnectionOwner = { kind: 'personal', caller: { tenantId, aadObjectId: 'bob' } }
const shared: ConnectionOwner = { kind: 'shared', tenantId }
const account = {
  key: '00D/005',
  name: 'alice@contoso.example',
  orgId: '00D',
  orgName: 'Contoso',
  host: 'https://contoso.my.salesforce.com',
}

let db: Database
let seal: ReturnType<typeof createTokenSealer>
let unseal: ReturnType<typeof createTokenUnsealer>
beforeAll(async () => {
  const { TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY } = await createTestKeys()
  seal = createTokenSealer({ publicKeys: [JSON.parse(TOKEN_PUBLIC_KEY) as Record<string, unknown>], keys })
  unseal = createTokenUnsealer({ privateKeys: [JSON.parse(TOKEN_PRIVATE_KEY) as Record<string, unknown>], keys })
  db = (await createTestDatabase()).db
  const configuration = {
    app: 'salesforce',
    label: 'Production',
    baseUrl: 'https://login.salesforce.com',
    clientId: 'c',
    scopes: ['api'],
    acceptedOrgs: [],
  }
  await seedAppConfiguration(db, { id: 'salesforce', ...configuration })
})
beforeEach(async () => {
  await db.query(`delete from connections`)
  await db.query(`delete from revocations`)
})

const save = (owner: ConnectionOwner, token: string) =>
  db.transaction((tx) =>
    saveConnection(tx, {
      owner,
      configurationId: 'salesforce',
      account,
      sealedFor: (rowId) => seal({ accessToken: new Secret(token), refreshToken: null }, rowId),
      oauth: apps.salesforce.oauth,
      clientId: 'workbot',
    }),
  )
const access = (owner: ConnectionOwner) => findAccess({ tx: db, unseal }, { owner, configurationId: 'salesforce' })
const tokenOf = async (owner: ConnectionOwner) => {
  const found = await access(owner)
  return found.kind === 'ready' ? found.accessToken.reveal() : found
}

describe('a connection', () => {
  it('is its owner’s alone: a personal one never falls back to the shared one, nor the other way', async () => {
    await save(shared, 'shared-token')
    expect(await access(aliceOwns)).toEqual({ kind: 'needs_sign_in', version: null })
    await save(aliceOwns, 'alice-token')
    expect([await tokenOf(aliceOwns), await tokenOf(shared)]).toEqual(['alice-token', 'shared-token'])
    expect(await access(bobOwns)).toEqual({ kind: 'needs_sign_in', version: null })
    expect(await access({ kind: 'personal', caller: { tenantId: 'another-tenant', aadObjectId: 'alice' } })).toMatchObject({
      kind: 'needs_sign_in',
    })
  })

  it('made ten times at once is one row with ten versions, and nine old token sets are owed their end', async () => {
    const saved = await Promise.all(Array.from({ length: 10 }, (_, index) => save(aliceOwns, `token-${String(index)}`)))
    expect(new Set(saved.map(({ id }) => id)).size).toBe(1)
    expect(saved.map(({ version }) => version).sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const owed = await db.query<{ id: string; sealed: string }>(`select connection_id as id, tokens_sealed as sealed from revocations`)
    const ended = await Promise.all(owed.map(async ({ id, sealed }) => (await unseal(sealed, id)).accessToken.reveal()))
    expect(new Set([...ended, await tokenOf(aliceOwns)]).size).toBe(10)
  })

  it('marked as needing a sign-in says so until the next one; a mark for an older version does nothing', async () => {
    const { id, version } = await save(aliceOwns, 'first')
    expect(await markNeedsSignIn(db, { connectionId: id, version, why: 'rejected' })).toBe(true)
    expect(await access(aliceOwns)).toEqual({ kind: 'needs_sign_in', version: 1 })
    await save(aliceOwns, 'second')
    expect(await markNeedsSignIn(db, { connectionId: id, version, why: 'rejected' })).toBe(false)
    expect(await tokenOf(aliceOwns)).toBe('second')
  })

  it('whose ciphertext was swapped with another person’s is refused, for both, and audited', async () => {
    await save(aliceOwns, 'alice-token')
    await save(bobOwns, 'bob-token')
    await db.query(`update connections set tokens_sealed = other.tokens_sealed from connections other where connections.id <> other.id`)
    expect(await access(aliceOwns)).toEqual({ kind: 'needs_sign_in', version: 1 })
    expect(await access(bobOwns)).toEqual({ kind: 'needs_sign_in', version: 1 })
    const audited = await db.query<{ who: string; why: string }>(
      `select aad_object_id as who, detail ->> 'why' as why from audit where event = 'connection.needs_sign_in' order by id`,
    )
    expect(audited).toEqual([
      { who: 'alice', why: 'tokens_refused' },
      { who: 'bob', why: 'tokens_refused' },
    ])
  })
})

describe('a sign-in request', () => {
  const caller = { tenantId, aadObjectId: 'carol' }

  it('is one per caller and configuration while it lives, and a new one after it ended', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => openSignInRequest(db, { caller, configurationId: 'salesforce' })))
    const [first] = ids
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    expect(await endSignInRequest(db, { requestId: first!.id, outcome: 'declined' })).toBe(true)
    expect(await endSignInRequest(db, { requestId: first!.id, outcome: 'connected' })).toBe(false)
    expect(await findSignInRequest(db, first!.id)).toMatchObject({ outcome: 'declined', caller })
    const next = await openSignInRequest(db, { caller, configurationId: 'salesforce' })
    expect(next.id).not.toBe(first!.id)
    expect(await releaseRequest(db, next.id, 'cancelled')).toBe(true)
    expect(await releaseRequest(db, next.id, 'cancelled')).toBe(false)
  })

  it('has a link that can be made again, and that nobody else can make', async () => {
    const { id } = await openSignInRequest(db, { caller, configurationId: 'salesforce' })
    const link = signInLink(keys, 'https://workbot.example', id)
    expect(link).toBe(signInLink(keys, 'https://workbot.example', id))
    const token = link.slice('https://workbot.example/connect/'.length)
    expect(readSignInLink(keys, token)).toBe(id)
    const other = createKeyRing([{ id: 'shared-1', key: randomBytes(32) }])
    expect(readSignInLink(other, token)).toBeNull()
    for (const forged of [
      '',
      id,
      `${id}.`,
      token.toUpperCase(),
      `${token}=`,
      ` ${token}`,
      token.replace(id, crypto.randomUUID()),
      `${token}\n`,
    ]) {
      expect(readSignInLink(keys, forged), forged).toBeNull()
    }
  })
})
