// App configurations and their secrets: seeded from the environment, or sealed in an operator's row.
import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { createLogger } from '../../log.js'
import { Secret } from '../../keys/secret.js'
import { findAppConfiguration, listAppConfigurations } from '../../settings/app-configurations.js'
import { clientSecrets, findOwnClient, sealClientSecret, type ClientSecrets } from '../../settings/client-secret.js'
import { isPaused, setPaused } from '../../settings/deployment.js'
import { seedFromEnvironment } from '../../settings/seed-from-environment.js'
import { createTestDatabase } from '../support/postgres.js'

const keys = createKeyRing([{ id: 'k1', key: randomBytes(32) }])
const environment = {
  SALESFORCE_LABEL: 'Contoso Production',
  SALESFORCE_URL: 'https://login.salesforce.com',
  SALESFORCE_CLIENT_ID: 'client',
  SALESFORCE_CLIENT_SECRET: 'from-the-environment',
  SALESFORCE_ORG_IDS: ['00D1'],
}
const apps = { salesforce: { oauth: { scopes: ['api', 'refresh_token'] } }, box: { oauth: { scopes: ['root_readwrite'] } } }
const log = createLogger('test', 'silent')
let db: Database

beforeEach(async () => {
  db = (await createTestDatabase()).db
})

const revealed = async (secrets: ClientSecrets, id: string): Promise<string[]> =>
  (await findOwnClient(db, secrets, id)).secrets.map((secret) => secret.reveal())

async function addOperatorsRow(id: string, secret: string | null): Promise<void> {
  await db.query(
    `insert into app_configurations (id, app, label, base_url, client_id, client_secret_sealed, scopes, source)
     values ($1, 'salesforce', 'Sandbox', 'https://test.salesforce.com', 'other', $2, '{api}', 'operator')`,
    [id, secret],
  )
}

describe('the configuration that the environment seeds', () => {
  it('is a row without a secret', async () => {
    expect(await seedFromEnvironment({ tx: db, log }, environment, apps)).toEqual(['salesforce'])
    const found = await findAppConfiguration(db, 'salesforce')
    expect(found).toEqual({
      id: 'salesforce',
      app: 'salesforce',
      label: 'Contoso Production',
      baseUrl: 'https://login.salesforce.com',
      clientId: 'client',
      scopes: ['api', 'refresh_token'],
      acceptedOrgs: ['00D1'],
      source: 'environment',
      version: 1,
    })
    expect(JSON.stringify(await db.query('select * from app_configurations'))).not.toContain('from-the-environment')
  })

  it('is the same row at every start, and a new version when the environment changes', async () => {
    await Promise.all([seedFromEnvironment({ tx: db, log }, environment, apps), seedFromEnvironment({ tx: db, log }, environment, apps)])
    await seedFromEnvironment({ tx: db, log }, environment, apps)
    expect((await findAppConfiguration(db, 'salesforce'))?.version).toBe(1)
    await seedFromEnvironment({ tx: db, log }, { ...environment, SALESFORCE_LABEL: 'Contoso EMEA' }, apps)
    expect(await findAppConfiguration(db, 'salesforce')).toMatchObject({ label: 'Contoso EMEA', clientId: 'client', version: 2 })
  })

  it('is one for each app whose variables are there, each with its own secret', async () => {
    const box = { BOX_URL: 'https://account.box.com', BOX_CLIENT_ID: 'box-client', BOX_CLIENT_SECRET: 'of-box', BOX_ORG_IDS: ['77'] }
    expect(await seedFromEnvironment({ tx: db, log }, { ...environment, ...box }, apps)).toEqual(['salesforce', 'box'])
    expect(await findAppConfiguration(db, 'box')).toMatchObject({
      clientId: 'box-client',
      scopes: ['root_readwrite'],
      acceptedOrgs: ['77'],
    })
    const secrets = clientSecrets({ ...environment, ...box }, keys)
    expect(await revealed(secrets, 'box')).toEqual(['of-box'])
    expect(await revealed(secrets, 'salesforce')).toEqual(['from-the-environment'])
  })

  it("never overwrites an operator's row", async () => {
    await addOperatorsRow('salesforce', null)
    await seedFromEnvironment({ tx: db, log }, environment, apps)
    expect(await findAppConfiguration(db, 'salesforce')).toMatchObject({ clientId: 'other', source: 'operator' })
  })

  it('is none where the environment names no app', async () => {
    const nothing = { ...environment, SALESFORCE_URL: undefined, SALESFORCE_CLIENT_ID: undefined }
    expect(await seedFromEnvironment({ tx: db, log }, nothing, apps)).toEqual([])
    expect(await listAppConfigurations(db)).toEqual([])
    expect(await findAppConfiguration(db, 'salesforce')).toBeNull()
  })
})

describe('a client secret', () => {
  const secrets = clientSecrets(environment, keys)

  it('comes from the environment for the seeded row, and prints as [secret]', async () => {
    await seedFromEnvironment({ tx: db, log }, environment, apps)
    const [secret] = (await findOwnClient(db, secrets, 'salesforce')).secrets
    expect(secret?.reveal()).toBe('from-the-environment')
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['[secret]', '"[secret]"', '[secret]'])
  })

  it("comes sealed from an operator's row, and opens in that row only", async () => {
    const sealed = sealClientSecret(keys, 'sandbox', new Secret('typed-in'))
    expect(sealed).not.toContain('typed-in')
    await addOperatorsRow('sandbox', sealed)
    expect(await revealed(secrets, 'sandbox')).toEqual(['typed-in'])
    await addOperatorsRow('moved', sealed)
    await expect(findOwnClient(db, secrets, 'moved')).rejects.toMatchObject({ code: 'WB-KEY-003' })
  })

  it('that is nowhere is an error with a code', async () => {
    await addOperatorsRow('bare', null)
    for (const id of ['bare', 'unknown']) {
      await expect(findOwnClient(db, secrets, id)).rejects.toMatchObject({ code: 'WB-SETTINGS-001' })
    }
  })

  it('of the environment is not given to a row that is not there', async () => {
    await expect(findOwnClient(db, secrets, 'salesforce')).rejects.toMatchObject({ code: 'WB-SETTINGS-001' })
  })
})

it('pausing everything is a change, once, and is audited', async () => {
  const pause = (paused: boolean) => db.transaction((tx) => setPaused(tx, { paused, by: 'shell:op' }))
  expect(await isPaused(db)).toBe(false)
  expect([await pause(true), await pause(true), await isPaused(db)]).toEqual(['changed', 'unchanged', true])
  expect([await pause(false), await isPaused(db)]).toEqual(['changed', false])
  const entries = await db.query<{ detail: object }>(`select detail from audit order by id`)
  expect(entries.map(({ detail }) => detail)).toEqual([
    { setting: 'paused', from: false, to: true, by: 'shell:op' },
    { setting: 'paused', from: true, to: false, by: 'shell:op' },
  ])
})
