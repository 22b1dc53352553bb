// `npm run doctor` over every part of a configuration: each mistake is told in words, with what to do and who must.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Connection } from '@temporalio/client'
import { createDatabase } from '../../database.js'
import type { Finding } from '../../doctor/finding.js'
import { microsoftRefusal } from '../../doctor/microsoft-words.js'
import { createTestKeys } from '../support/keys.js'
import { log } from '../support/logs.js'
import { startDoctorWorld, type DoctorWorld } from './support/doctor-world.js'

const LONG = 120_000
// Nothing is there: what answers at PUBLIC_URL is doctor-command.test.ts's.
const PUBLIC_URL = 'https://workbot.invalid'
let world: DoctorWorld

beforeAll(async () => {
  world = await startDoctorWorld({ publicUrl: PUBLIC_URL, others: ['servicenow', 'box'] })
}, LONG)
afterAll(() => world.close())

/** `failed: <what> → <todo>` */
const line = ({ state, what, todo, admin }: Finding): string => `${state}${admin ? ` (${admin})` : ''}: ${what}${todo ? ` → ${todo}` : ''}`
const lines = async (part: string, change: Readonly<Record<string, string>> = {}): Promise<string[]> =>
  (await world.finds(change, part)).map(line)

describe('npm run doctor', { timeout: LONG }, () => {
  it('says nothing but ok of environment, Postgres, keys and the bot where they are right', async () => {
    for (const part of ['Environment', 'Postgres', 'Keys', 'Bot'])
      for (const found of await lines(part)) expect(found, part).toMatch(/^ok: /)
    expect(await lines('Postgres')).toEqual([
      expect.stringMatching(/^ok: PostgreSQL \d+/),
      'ok: the schema is of this version, or newer',
      'ok: workbot_program can neither change nor delete the audit',
    ])
    expect(await lines('Keys')).toEqual(['ok: the keys are those that this database knows'])
  })

  it('names every variable that is missing or wrong, and looks at the rest all the same', async () => {
    const change = { SHARED_KEYS: 'short', ENTRA_CLIENT_SECRET: '', TENANT_ID: 'contoso' }
    const environment = (await lines('Environment', change)).join('\n')
    for (const name of ['SHARED_KEYS', 'ENTRA_CLIENT_SECRET: is missing', 'TENANT_ID']) expect(environment).toContain(name)
    expect(environment).not.toContain('contoso')
    expect((await lines('Postgres', change))[0]).toMatch(/^ok: PostgreSQL/)
  })

  it('tells a database that is away from one that is not there, and from a role that may too much', async () => {
    expect(await lines('Postgres', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).toEqual([
      expect.stringMatching(/^failed \(database\): nothing answers at 127\.0\.0\.1:1 → Look at host and port in DATABASE_URL/),
    ])
    const elsewhere = (world.env.DATABASE_URL ?? '').replace(/test_\w+/, 'test_nowhere')
    expect(await lines('Postgres', { DATABASE_URL: elsewhere })).toEqual([expect.stringMatching(/has no such database → Create it/)])
    const owner = await lines('Postgres', { DATABASE_URL: world.ownerUrl })
    expect(owner.at(-1)).toMatch(/^failed \(database\): workbot_owner can change the audit → /)
  })

  it('says that the schema is older than the program', async () => {
    const { rows, put } = await withoutNewestMigration()
    try {
      expect(await lines('Postgres')).toEqual([
        expect.stringMatching(/^ok/),
        expect.stringMatching(new RegExp(`^failed: .*older.*${rows}.*MIGRATIONS_DATABASE_URL`)),
      ])
    } finally {
      await put()
    }
  })

  it('knows keys that are not those of the database, and halves that do not fit', async () => {
    const others = await createTestKeys()
    expect(await lines('Keys', { SHARED_KEYS: others.SHARED_KEYS, CODEC_KEYS: others.CODEC_KEYS })).toEqual([
      expect.stringMatching(/^failed: SHARED_KEYS.*WB-KEY-006/),
      expect.stringMatching(/^failed: CODEC_KEYS.*WB-KEY-006/),
    ])
    const halves = (await lines('Keys', { TOKEN_PRIVATE_KEY: others.TOKEN_PRIVATE_KEY })).join('\n')
    expect(halves).toMatch(/^failed: TOKEN_PRIVATE_KEY and TOKEN_PUBLIC_KEY don't belong together.*WB-TOKEN-003/)
  })

  it('says what is missing in Temporal by the command that makes it, and what keeps us out', async () => {
    const [there, retention, attributes] = await lines('Temporal')
    expect(there).toMatch(/^ok: .* answers and has the namespace/)
    expect(retention).toMatch(/^warning \(temporal\): the namespace keeps ended runs for 1 days → .*--retention 30d/)
    expect(attributes).toBe('ok: the search attributes of runs are registered')

    const bare = await bareNamespace()
    await expect
      .poll(() => lines('Temporal', { TEMPORAL_NAMESPACE: bare }), { timeout: LONG, interval: 500 })
      .toContainEqual(
        expect.stringMatching(
          /^failed \(temporal\): the search attributes RecipeId, RunState, AppId, CallerId are missing → .*temporal operator search-attribute create --namespace bare-/,
        ),
      )
    expect(await lines('Temporal', { TEMPORAL_NAMESPACE: 'nowhere' })).toEqual([
      expect.stringMatching(/^failed \(temporal\): .* has no namespace "nowhere" → .*namespace create --namespace nowhere/),
    ])
    expect(await lines('Temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' })).toEqual([
      expect.stringMatching(/^failed \(temporal\): nothing answers as Temporal at 127\.0\.0\.1:1 → .*TLS is off/),
    ])
  })

  it('tells a wrong secret of the bot from a wrong id', async () => {
    expect((await lines('Bot', { MICROSOFT_APP_PASSWORD: 'the-id-of-the-secret' }))[0]).toMatch(
      /^failed \(azure\): Microsoft doesn't take MICROSOFT_APP_PASSWORD \(AADSTS7000215\) → MICROSOFT_APP_PASSWORD must be the secret's value, not its id/,
    )
    expect((await lines('Bot', { MICROSOFT_APP_ID: randomUUID() }))[0]).toMatch(
      /^failed \(azure\): .*no app with the id in MICROSOFT_APP_ID \(AADSTS700016\) → Look at MICROSOFT_APP_ID and TENANT_ID/,
    )
    expect((await lines('Bot', { BOT_TOKEN_URL: 'http://127.0.0.1:1/token' }))[0]).toMatch(/^failed: 127\.0\.0\.1:1 can't be reached/)
  })

  it('looks at the web sign-in: its authority, its secret, its redirect URI', async () => {
    expect(await lines('Entra')).toEqual([
      expect.stringMatching(/^ok: .* answers for the tenant/),
      expect.stringMatching(/^ok: .* takes ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET/),
      `ok: Microsoft's sign-in page takes people on; redirect URI: ${PUBLIC_URL}/entra/callback`,
    ])
    expect((await lines('Entra', { ENTRA_CLIENT_SECRET: 'wrong' })).join()).toMatch(
      /failed \(azure\): .*ENTRA_CLIENT_SECRET \(AADSTS7000215\)/,
    )
    expect((await lines('Entra', { PUBLIC_URL: 'https://moved.invalid' })).join()).toContain(
      `failed (azure): Microsoft doesn't know the redirect URI https://moved.invalid/entra/callback → Register https://moved.invalid/entra/callback for the platform Web`,
    )
    expect((await lines('Entra', { ENTRA_AUTHORITY: `${new URL(world.env.ENTRA_AUTHORITY ?? '').origin}/another/v2.0` })).join()).toMatch(
      /^failed \(azure\): .* isn't the authority of the tenant/,
    )
  })

  it('says of an address on plain http what to put in front', async () => {
    expect(await lines('PUBLIC_URL', { PUBLIC_URL: 'http://workbot.invalid' })).toEqual([
      expect.stringMatching(/^failed: http:\/\/workbot\.invalid is plain http → Put a reverse proxy with a certificate in front/),
    ])
    expect(await lines('PUBLIC_URL', { PUBLIC_URL: 'https://workbot.invalid/bot' })).toEqual([
      expect.stringMatching(/^failed: .*more than scheme and host → Write https:\/\/workbot\.invalid/),
    ])
    expect((await lines('PUBLIC_URL')).join()).toMatch(
      /^ok: .*right form,failed: nothing answers at workbot\.invalid \(\w+\) → Look at DNS/,
    )
  })

  it.each([
    ['7000222', 'MICROSOFT_APP_PASSWORD has expired'],
    ['90002', 'no tenant'],
    ['7000112', 'is disabled'],
    ['53003', 'conditional access'],
    ['7000229', 'no service principal'],
  ])('has words for AADSTS%s', (number, words) => {
    const registration = { whose: "the bot's", idName: 'MICROSOFT_APP_ID', secretName: 'MICROSOFT_APP_PASSWORD' }
    const said = microsoftRefusal(registration, { error: 'invalid_client', description: `AADSTS${number}: Something. Trace ID: 1` })
    expect(said?.what).toContain(words)
    expect(said?.todo).not.toBe('')
  })
})

async function bareNamespace(): Promise<string> {
  const namespace = `bare-${randomUUID().slice(0, 8)}`
  const connection = await Connection.connect({ address: world.env.TEMPORAL_ADDRESS ?? '' })
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } })
  await connection.close()
  return namespace
}

/** As a database that the version before has migrated. */
async function withoutNewestMigration(): Promise<{ readonly rows: string; put(): Promise<void> }> {
  const owner = createDatabase(world.ownerUrl, { log, max: 1 })
  const [newest] = await owner.query<{ id: number; name: string; run_on: Date }>(
    `delete from migrations where id = (select max(id) from migrations) returning id, name, run_on`,
  )
  return {
    rows: newest?.name ?? '',
    async put() {
      await owner.query(`insert into migrations (id, name, run_on) values ($1, $2, $3)`, [newest?.id, newest?.name, newest?.run_on])
      await owner.end()
    },
  }
}
