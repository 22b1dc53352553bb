// What a connection is good for: its owner's runs, as long as the app says so, and nothing else.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
  await connectIntegration(world)
})
afterEach(() => {
  world.salesforce.clearFaults()
})
afterAll(() => world.close())

const command = (name: string) => `create opportunity name: ${name} amount: 1 stage: Prospecting`
const usesOf = (account: string) => world.salesforce.requests.filter((request) => request.account === account).length
const sealed = () =>
  world.db.query<{ id: string; sealed: string }>(`select id, tokens_sealed as sealed from connections where kind = 'personal' order by id`)
async function connects(person: TeamsPerson, name: string): Promise<void> {
  await person.says(command(name))
  await person.sees([SIGN_IN, name])
  await signsIn(person.link(SIGN_IN), { as: person.person.key })
}

describe('a token that Salesforce refuses', () => {
  it('at its very first use ends the run as refused, without another sign-in and without a loop', async () => {
    world.salesforce.addFault({ kind: 'status', status: 401, path: '/services/data/v64.0/sobjects', times: 50 })
    await connects(alice, 'Refused')
    await alice.sees(["couldn't be finished", 'WB-APP-002'])
    const tries = world.salesforce.requests.filter(({ method, path }) => method === 'POST' && path.includes('/sobjects/'))
    // The second one is with a refreshed token.
    expect(tries).toHaveLength(2)
    expect(await world.db.query(`select 1 from sign_in_requests`)).toHaveLength(1)
    expect(await world.db.query(`select state, needs_sign_in_why as why from connections where kind = 'personal'`)).toEqual([
      { state: 'needs_sign_in', why: 'rejected' },
    ])
    expect(await world.db.query(`select 1 from audit where event = 'connection.needs_sign_in'`)).toHaveLength(1)
  })

  it('never leads to the shared connection while the switch is on', async () => {
    const before = usesOf('integration')
    await connects(alice, 'Mine')
    await alice.sees('Created the opportunity Mine')
    await world.salesforce.revokeAll('alice')
    await alice.says(command('Revoked'))
    await alice.sees([SIGN_IN, 'Revoked'])
    await alice.presses('Cancel this run')
    await bob.says(command('Never'))
    await bob.sees([SIGN_IN, 'Never'])
    await bob.presses('Cancel this run')
    expect(usesOf('integration')).toBe(before)
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Mine'])
  })
})

describe('sealed tokens', () => {
  beforeAll(async () => {
    for (const [person, name] of [[alice, 'Deal of Alice'] as const, [bob, 'Deal of Bob'] as const]) {
      await connects(person, name)
      await person.sees(`Created the opportunity ${name}`)
    }
  })

  it('cannot be opened with all that the bot has', async () => {
    const config = readConfig('bot', world.env)
    expect(JSON.stringify(config)).not.toContain((JSON.parse(world.keys.TOKEN_PRIVATE_KEY) as { d: string }).d)
    expect(config).not.toHaveProperty('TOKEN_PRIVATE_KEY')
    const [connection] = await sealed()
    for (const ring of [config.SHARED_KEYS, config.BOT_KEYS, config.CODEC_KEYS]) {
      const unseal = createTokenUnsealer({ privateKeys: config.TOKEN_PUBLIC_KEY, keys: createKeyRing(ring) })
      await expect(unseal(connection?.sealed ?? '', connection?.id ?? '')).rejects.toThrow()
    }
  })

  it('of two people, exchanged in the database, are refused for both, audited, and never sent', async () => {
    const [one, other] = await sealed()
    const uses = [usesOf('alice'), usesOf('bob')]
    await world.db.query(`update connections set tokens_sealed = $2 where id = $1`, [one?.id, other?.sealed])
    await world.db.query(`update connections set tokens_sealed = $2 where id = $1`, [other?.id, one?.sealed])
    for (const person of [alice, bob]) {
      await person.says(command(`Swapped ${person.person.key}`))
      await person.sees([SIGN_IN, `Swapped ${person.person.key}`])
    }
    expect([usesOf('alice'), usesOf('bob')]).toEqual(uses)
    const refused = await world.db.query(
      `select aad_object_id as who from audit where event = 'connection.needs_sign_in' and detail ->> 'why' = 'tokens_refused'`,
    )
    expect(refused.map(({ who }: { who?: string }) => who).sort()).toEqual([aliceInTeams.aadObjectId, bobInTeams.aadObjectId].sort())
  })
})

describe('the audit', () => {
  it.each([
    `update audit set event = 'nothing.happened'`,
    'delete from audit',
    'truncate audit',
    'drop table audit',
    'alter table audit disable trigger all',
    `insert into audit (id, event) overriding system value values (1, 'forged')`,
    'grant all on audit to workbot_app',
    'set role postgres',
  ])('is not changed by the role of the programs: %s', async (statement) => {
    const before = await world.db.query(`select * from audit order by id`)
    await world.db.transaction((tx) => tx.query(statement)).catch(() => undefined)
    expect(await world.db.query(`select * from audit order by id`)).toEqual(before)
  })
})
