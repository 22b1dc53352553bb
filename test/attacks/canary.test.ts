// No token, code, secret or verifier anywhere but sealed: history, logs, cards, pages, a plain dump of the database.
import { defaultPayloadConverter } from '@temporalio/common'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createCodec } from '../../temporal/codec.js'
import { createBrowser, type Page } from '../support/browser.js'
import { dumpDatabase } from '../support/dump-database.js'
import { connectIntegration } from '../support/shared-connection.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('after a whole journey, with a token that Salesforce ended in between', () => {
  let world: World
  let alice: TeamsPerson
  const pages: Page[] = []
  const secrets = new Map<string, string>()

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    await connectIntegration(world)
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Acme'])
    await signInSeen('first')
    await alice.sees('Created the opportunity Acme')
    await keepTokens('first')
    await world.salesforce.revokeAll('alice')
    await alice.says('create opportunity name: Globex amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Globex'])
    await signInSeen('second')
    await alice.sees('Created the opportunity Globex')
    await keepTokens('second')
    await alice.says('pipeline')
    await alice.sees('shared connection')
    secrets.set('client secret', world.env['SALESFORCE_CLIENT_SECRET'] ?? '')
    secrets.set('bot password', world.env['MICROSOFT_APP_PASSWORD'] ?? '')
    secrets.set('shared key', world.keys.SHARED_KEYS.split(':')[1] ?? '')
    secrets.set('codec key', world.keys.CODEC_KEYS.split(':')[1] ?? '')
    secrets.set('bot key', world.keys.BOT_KEYS.split(':')[1] ?? '')
    secrets.set('private key', (JSON.parse(world.keys.TOKEN_PRIVATE_KEY) as { d: string }).d)
  })
  afterAll(() => world.close())

  /** Signs in step by step, keeping each page, the authorization codes and the session's cookie. */
  async function signInSeen(name: string): Promise<void> {
    const browser = createBrowser()
    const asked = await browser.open(alice.link(SIGN_IN))
    const atEntra = await browser.submit(asked)
    const atApp = await browser.choose(atEntra, 'alice')
    const stopping = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    stopping.take(browser)
    const callback = await stopping.choose(atApp, 'alice')
    secrets.set(`${name} code`, callback.url.searchParams.get('code') ?? '')
    secrets.set(`${name} state`, callback.url.searchParams.get('state') ?? '')
    browser.take(stopping)
    const done = await browser.open(callback.url)
    secrets.set(`${name} session`, /workbot=([^;]+)/.exec(browser.cookies(world.url))?.[1] ?? '')
    pages.push(asked, done)
    expect(done.html).toContain('Connected')
    expect(done.url.search).toBe('')
  }

  async function keepTokens(name: string): Promise<void> {
    const { SHARED_KEYS, TOKEN_PRIVATE_KEY } = readConfig('worker', world.env)
    const unseal = createTokenUnsealer({ privateKeys: TOKEN_PRIVATE_KEY, keys: createKeyRing(SHARED_KEYS) })
    for (const { id, kind, sealed } of await world.db.query<{ id: string; kind: string; sealed: string }>(
      `select id, kind, tokens_sealed as "sealed" from connections`,
    )) {
      const { accessToken, refreshToken } = await unseal(sealed, id)
      secrets.set(`${name} ${kind} access token`, accessToken.reveal())
      secrets.set(`${name} ${kind} refresh token`, refreshToken?.reveal() ?? '')
    }
  }

  function expectNone(text: string): void {
    expect(secrets.size).toBeGreaterThan(15)
    for (const [name, secret] of secrets) {
      expect(secret.length, name).toBeGreaterThan(9)
      expect(text.includes(secret), `${name} was found`).toBe(false)
    }
  }

  it('there is none in the history of any run, raw or decoded', async () => {
    const codec = createCodec(readConfig('worker', world.env).CODEC_KEYS)
    const texts: string[] = []
    for (const { id } of await world.db.query<{ id: string }>(`select id from runs`)) {
      const history = await world.temporal.workflow.getHandle(id).fetchHistory()
      texts.push(
        JSON.stringify(history, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
      )
      texts.push(JSON.stringify(await decoded(history, codec)))
    }
    expect(texts.join('')).toContain('Acme')
    expectNone(texts.join(''))
  })

  it('there is none in the logs', () => {
    expect(world.logLines.length).toBeGreaterThanOrEqual(3)
    expectNone(world.logLines.join(''))
  })

  it('there is none in the audit, which says what was done as whom', async () => {
    const rows = await world.db.query<{ event: string; runId: string | null; detail: Record<string, unknown> }>(
      `select event, tenant_id, aad_object_id, run_id as "runId", configuration_id, detail from audit order by id`,
    )
    const uses = rows.filter(({ event, runId }) => event === 'action.performed' && runId !== null)
    expect(uses.map(({ detail: { action, identity, account } }) => ({ action, identity, account }))).toEqual([
      { action: 'createOpportunity', identity: 'personal', account: 'alice@contoso-sales.example' },
      { action: 'createOpportunity', identity: 'personal', account: 'alice@contoso-sales.example' },
      { action: expect.any(String) as string, identity: 'shared', account: expect.stringContaining('integration') as string },
    ])
    expectNone(JSON.stringify(rows))
    // What callers typed isn't for the audit either.
    expect(JSON.stringify(rows)).not.toMatch(/Acme|Globex/)
  })

  it('there is none in what was sent to Teams', () => {
    expectNone(JSON.stringify(world.teams.sent.map(({ body, path }) => [path, body])))
  })

  it('there is none on our pages', () => {
    expectNone(pages.map(({ html, url }) => `${url.href} ${html}`).join(''))
  })

  it('there is none in a plain dump of the database', async () => {
    const dump = await dumpDatabase(world.ownerUrl)
    expect(dump).toContain('alice@contoso-sales.example')
    expectNone(dump)
  })
})

/** Every payload of a history, wherever it is nested. */
async function decoded(value: unknown, codec: ReturnType<typeof createCodec>): Promise<unknown[]> {
  if (Array.isArray(value)) return (await Promise.all(value.map((item) => decoded(item, codec)))).flat()
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  if ('metadata' in value && 'data' in value) {
    const [payload] = await codec.decode([value as never]).catch(() => [])
    return payload ? [defaultPayloadConverter.fromPayload(payload)] : []
  }
  return (await Promise.all(Object.values(value).map((item) => decoded(item, codec)))).flat()
}
