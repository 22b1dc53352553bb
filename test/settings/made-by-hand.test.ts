// App configurations that a person makes: their ids, their secrets and those before, and what stays when one is removed.
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../caller.js'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import { createLogger } from '../../log.js'
import { findAppConfiguration, listAppConfigurations } from '../../settings/app-configurations.js'
import { removeConfiguration, replaceSecret } from '../../settings/change-configuration.js'
import { changeRecipeSettings } from '../../settings/change-recipe-settings.js'
import { findOwnClient } from '../../settings/client-secret.js'
import { forgetFormerClients } from '../../settings/former-clients.js'
import { makeConfiguration, slugOf, type NewConfiguration } from '../../settings/make-configuration.js'
import { seedFromEnvironment } from '../../settings/seed-from-environment.js'
import { createTestDatabase } from '../support/postgres.js'
import { alice, switched } from './specs.js'

const keys = createKeyRing([{ id: 'k1', key: randomBytes(32) }])
const by: Caller = alice
let db: Database

beforeEach(async () => {
  db = (await createTestDatabase()).db
})

const make = (change: Partial<NewConfiguration> = {}) =>
  db.transaction((tx) =>
    makeConfiguration(tx, keys, {
      made: {
        ...{
          app: 'salesforce',
          label: 'Contoso UAT',
          baseUrl: 'https://test.salesforce.com',
          clientId: 'uat',
          scopes: ['api'],
          acceptedOrgs: [],
        },
        secret: new Secret('typed-in'),
        ...change,
      },
      by,
    }),
  )
const revealed = async (id: string, asClient?: string): Promise<string[]> =>
  (await findOwnClient(db, { keys, environment: new Map() }, id, asClient)).secrets.map((secret) => secret.reveal())
const replace = (id: string, secret: string) => db.transaction((tx) => replaceSecret(tx, keys, { id, secret: new Secret(secret), by }))

describe('its id', () => {
  it("is the app's name for the first, then the app and the label, and never one that was given", async () => {
    expect([await make(), await make(), await make(), await make({ label: 'Contoso Produktion (EMEA)' })]).toEqual([
      ...['salesforce', 'salesforce-contoso-uat', 'salesforce-contoso-uat-2'],
      'salesforce-contoso-produktion-emea',
    ])
    expect(await make({ app: 'box', label: 'salesforce' })).toBe('box')
    expect(await make({ app: 'box', label: 'salesforce' })).toBe('box-salesforce')
    expect(await make({ app: 'box', label: '箱' })).toBe('box-2')
  })

  it('is fit for an address, whatever the label says', () => {
    for (const label of ['../../x', '<script>', 'Ærø Søfart', 'a'.repeat(80), ' - ', 'new', '%00'])
      expect(slugOf(label)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/)
  })

  it('is one each for ten that are made at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => make()))
    expect(new Set(ids).size).toBe(10)
  })
})

describe('its secret', () => {
  it('is sealed, opens in its own row, and is in no audit', async () => {
    const id = await make()
    expect(await revealed(id)).toEqual(['typed-in'])
    await replace(id, 'the-next')
    const stored = JSON.stringify([await db.query('select * from app_configurations'), await db.query('select * from former_clients')])
    expect(stored + JSON.stringify(await db.query('select * from audit'))).not.toMatch(/typed-in|the-next/)
  })

  it('is tried before the one of before, for two weeks', async () => {
    const id = await make()
    await replace(id, 'the-next')
    expect(await revealed(id)).toEqual(['the-next', 'typed-in'])
    await db.query(`update former_clients set replaced_at = now() - interval '15 days'`)
    expect(await revealed(id)).toEqual(['the-next'])
    expect([await forgetFormerClients(db), await forgetFormerClients(db)]).toEqual([1, 0])
  })

  it('of before ends what was given to another client id, and does nothing for the new one', async () => {
    const id = await make()
    await replace(id, 'of-the-new-client')
    await db.query(`update app_configurations set client_id = 'new' where id = $1`, [id])
    expect([await revealed(id), await revealed(id, 'uat')]).toEqual([['of-the-new-client'], ['typed-in']])
    await expect(revealed(id, 'somebody-else')).rejects.toMatchObject({ code: 'WB-SETTINGS-001' })
  })
})

describe('one that is removed', () => {
  const remove = (id: string) => db.transaction((tx) => removeConfiguration(tx, { id, by }))

  it('is gone with its secrets, and its id is given to no other', async () => {
    await make()
    const id = await make()
    await replace(id, 'the-next')
    await remove(id)
    expect([await findAppConfiguration(db, id), (await listAppConfigurations(db)).length]).toEqual([null, 1])
    expect(await db.query(`select client_secret_sealed as sealed from app_configurations where id = $1`, [id])).toEqual([{ sealed: null }])
    expect(await db.query(`select from former_clients`)).toEqual([])
    expect(await make()).toBe('salesforce-contoso-uat-2')
  })

  it("gives its id up where it is the app's name: to another, or to the environment", async () => {
    await remove(await make())
    expect(await make({ clientId: 'second' })).toBe('salesforce')
    expect(await findAppConfiguration(db, 'salesforce')).toMatchObject({ clientId: 'second', source: 'operator' })
    await remove('salesforce')
    const environment = {
      SALESFORCE_LABEL: 'Contoso',
      SALESFORCE_URL: 'https://login.salesforce.com',
      SALESFORCE_CLIENT_ID: 'third',
      SALESFORCE_CLIENT_SECRET: 's',
    }
    await seedFromEnvironment({ tx: db, log: createLogger('test', 'silent') }, environment, { salesforce: { oauth: { scopes: ['api'] } } })
    expect(await findAppConfiguration(db, 'salesforce')).toMatchObject({ clientId: 'third', source: 'environment' })
  })

  it('is chosen by no recipe: nor is another app’s, or one that never was', async () => {
    await make()
    const gone = await make()
    const box = await make({ app: 'box' })
    await remove(gone)
    for (const id of [gone, box, 'nothing']) {
      const result = await db.transaction((tx) =>
        changeRecipeSettings(tx, {
          spec: switched,
          change: { configurations: { salesforce: id } },
          version: 0,
          by: { kind: 'caller', caller: by },
          sandbox: false,
        }),
      )
      expect(result).toEqual({ kind: 'no_such_configuration', app: 'salesforce' })
    }
  })
})
