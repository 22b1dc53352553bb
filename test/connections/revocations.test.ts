// Tokens on their way out: ended at the app once, tried again while it is down, never one that is in use.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { connectShared } from '../../connections/connect-shared.js'
import { findAccess } from '../../connections/access.js'
import { createOAuthClients, type FindOAuthClient } from '../../connections/oauth-client.js'
import { areRevocationsOwed, drainRevocations, queueRevocation } from '../../connections/revocations.js'
import { createTokenSealer, createTokenUnsealer, type SealTokens, type UnsealTokens } from '../../connections/token-sealing.js'
import { readTokenSet, type TokenSet } from '../../connections/token-set.js'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import { createLogger } from '../../log.js'
import { SANDBOX_TENANT } from '../../sandbox/people.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { seedAppConfiguration } from '../../settings/app-configurations.js'
import { createTestKeys } from '../support/keys.js'
import { createTestDatabase } from '../support/postgres.js'
import { SALESFORCE_CLIENT, salesforceClient, salesforceTokens, startTestSalesforce } from '../support/salesforce.js'
import { tokenIntrospection } from 'openid-client'

let db: Database
let salesforce: SalesforceStandIn
let seal: SealTokens
let unseal: UnsealTokens
let findClient: FindOAuthClient
const log = createLogger('test', 'silent')

beforeAll(async () => {
  const { TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY } = await createTestKeys()
  const keys = createKeyRing([{ id: 'shared-1', key: Buffer.alloc(32, 3) }])
  seal = createTokenSealer({ publicKeys: [JSON.parse(TOKEN_PUBLIC_KEY) as Record<string, unknown>], keys })
  unseal = createTokenUnsealer({ privateKeys: [JSON.parse(TOKEN_PRIVATE_KEY) as Record<string, unknown>], keys })
  db = (await createTestDatabase()).db
  salesforce = await startTestSalesforce()
  const secrets = {
    keys,
    environment: new Map([['salesforce', [{ clientId: SALESFORCE_CLIENT.clientId, secret: new Secret(SALESFORCE_CLIENT.clientSecret) }]]]),
  }
  findClient = createOAuthClients({ apps, extraHosts: [new URL(salesforce.url).host], secrets })
  const configuration = {
    app: 'salesforce',
    label: 'Production',
    clientId: SALESFORCE_CLIENT.clientId,
    scopes: ['api', 'refresh_token'],
    acceptedOrgs: [],
  }
  await seedAppConfiguration(db, { id: 'salesforce', baseUrl: salesforce.url, ...configuration })
})
afterAll(() => salesforce.close())
beforeEach(async () => {
  await db.query(`delete from connections`)
  await db.query(`delete from revocations`)
  salesforce.clearFaults()
})

const drain = () => drainRevocations({ db, unseal, findClient, log })
const nextInSeconds = async () => {
  const [row] = await db.query<{ seconds: number }>(
    `select extract(epoch from next_attempt_at - now())::float8 as seconds from revocations`,
  )
  return row?.seconds
}
const isOwed = async () => (await db.query(`select from revocations where done_at is null and given_up_at is null`)).length > 0
const isActive = async ({ accessToken, refreshToken }: TokenSet) => {
  const configuration = salesforceClient(salesforce)
  const answers = await Promise.all([accessToken, refreshToken!].map((token) => tokenIntrospection(configuration, token.reveal())))
  return answers.map(({ active }) => active)
}
async function owe(): Promise<TokenSet> {
  const tokens = readTokenSet(await salesforceTokens(salesforce, 'alice'))!
  const connectionId = crypto.randomUUID()
  await queueRevocation(db, {
    configurationId: 'salesforce',
    connectionId,
    host: salesforce.url,
    sealed: await seal(tokens, connectionId),
    ...{ why: 'test', clientId: null, accountKey: null },
  })
  return tokens
}

describe('a token that is owed its end', () => {
  it('is dead at the app afterwards, its ciphertext is gone, and that is audited', async () => {
    const tokens = await owe()
    expect(await isActive(tokens)).toEqual([true, true])
    expect(await areRevocationsOwed(db)).toBe(true)
    expect(await drain()).toEqual({ tried: 1, done: 1 })
    expect(await isActive(tokens)).toEqual([false, false])
    expect(await db.query(`select tokens_sealed as sealed from revocations`)).toEqual([{ sealed: '' }])
    expect(await db.query(`select event from audit order by id desc limit 1`)).toEqual([{ event: 'revocation.done' }])
    expect(await drain()).toEqual({ tried: 0, done: 0 })
  })

  it('is ended once by ten drains at the same time', async () => {
    await Promise.all([owe(), owe()])
    const before = salesforce.requests.filter(({ path }) => path.endsWith('/revoke')).length
    const results = await Promise.all(Array.from({ length: 10 }, drain))
    expect(results.reduce((sum, { done }) => sum + done, 0)).toBe(2)
    expect(salesforce.requests.filter(({ path }) => path.endsWith('/revoke')).length).toBe(before + 4)
  })

  it('waits longer each time while the app is down, and is ended when it is back', async () => {
    const tokens = await owe()
    salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke', times: 2 })
    expect(await drain()).toEqual({ tried: 1, done: 0 })
    expect(await nextInSeconds()).toBeGreaterThan(50)
    await db.query(`update revocations set next_attempt_at = now()`)
    expect(await drain()).toEqual({ tried: 1, done: 0 })
    expect(await nextInSeconds()).toBeGreaterThan(110)
    await db.query(`update revocations set next_attempt_at = now()`)
    expect(await drain()).toEqual({ tried: 1, done: 1 })
    expect(await isActive(tokens)).toEqual([false, false])
  })

  it('is given up after five days, and that is audited', async () => {
    await owe()
    salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke' })
    await db.query(`update revocations set created_at = now() - interval '5 days 1 minute'`)
    expect(await drain()).toEqual({ tried: 1, done: 0 })
    expect(await isOwed()).toBe(false)
    expect(await db.query(`select event from audit order by id desc limit 1`)).toEqual([{ event: 'revocation.failed' }])
  })

  it('that the app gave again to the connection in use is not ended', async () => {
    const response = await salesforceTokens(salesforce, 'integration')
    const client = (await findClient(db, 'salesforce'))!
    const save = () =>
      connectShared(
        { db, seal, client },
        { tenantId: SANDBOX_TENANT, grant: { tokens: readTokenSet(response)!, response: { ...response } } },
      )
    expect(await save()).toMatchObject({ kind: 'connected', account: { name: 'integration@contoso-sales.example' } })
    await save()
    expect(await drain()).toMatchObject({ done: 1 })
    expect(await isActive(readTokenSet(response)!)).toEqual([true, true])
    const access = await findAccess(
      { tx: db, unseal },
      { owner: { kind: 'shared', tenantId: SANDBOX_TENANT }, configurationId: 'salesforce' },
    )
    expect(access).toMatchObject({ kind: 'ready', connection: { kind: 'shared', version: 2, host: salesforce.url } })
  })

  it('whose ciphertext was tampered with is given up and never sent anywhere', async () => {
    await owe()
    await db.query(`update revocations set connection_id = gen_random_uuid()`)
    const before = salesforce.requests.length
    expect(await drain()).toEqual({ tried: 1, done: 0 })
    expect(await isOwed()).toBe(false)
    expect(salesforce.requests.length).toBe(before)
  })
})
