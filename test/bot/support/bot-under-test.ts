// A bot on real parts: HTTP, signed tokens, Postgres, the Teams connector's stand-in; and people who write to it.
import { randomBytes, randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { createBotServer, type BotServerDeps } from '../../../bot/create-bot-server.js'
import type { Database } from '../../../database.js'
import { createKeyRing, type KeyRing } from '../../../keys/key-ring.js'
import { createLogger } from '../../../log.js'
import { createTemporal } from '../../../temporal/client.js'
import type { Press } from '../../../text/press.js'
import { choice, number, text } from '../../../workflows/params.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js'
import { startTeamsConnector, type TeamsConnector } from '../../support/teams-connector.js'
import { startTeamsIssuer, type TeamsIssuer } from './teams-issuer.js'

export const APP_ID = '11111111-2222-4333-8444-555555555555'
export const TENANT = 'aaaaaaaa-2222-4333-8444-555555555555'

export interface Person {
  readonly name: string
  readonly aadObjectId: string
  readonly tenantId: string
  readonly isGuest?: boolean
}
export const alice: Person = { name: 'Alice Jensen', aadObjectId: 'a11ce000-0000-4000-8000-000000000001', tenantId: TENANT }
export const bob: Person = { name: 'Bob Olsen', aadObjectId: 'b0b00000-0000-4000-8000-000000000002', tenantId: TENANT }
export const gina: Person = { name: 'Gina Guest', aadObjectId: '9e57e000-0000-4000-8000-000000000003', tenantId: TENANT, isGuest: true }

export const createOpportunity: RecipeSpec = {
  name: 'createOpportunity',
  command: 'create opportunity',
  hint: 'Create a Salesforce opportunity as yourself.',
  apps: { salesforce: 'switch' },
  params: { name: text('Opportunity name'), amount: number('Amount', { min: 0 }), stage: choice('Stage', ['Prospecting', 'Negotiation']) },
}
export const pipeline: RecipeSpec = {
  name: 'pipeline',
  command: 'pipeline',
  hint: 'Show the open pipeline.',
  apps: { salesforce: 'shared' },
  params: {},
}

type Json = Record<string, unknown>
export interface Answer {
  readonly status: number
  readonly body: Json
}

export interface BotUnderTest {
  readonly database: TestDatabase
  readonly keys: KeyRing
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
  readonly url: string
  /** A Teams activity of a person; `change` overrides. */
  activity(who: Person, change?: Json): Json
  /** Posts it as Teams does, with a valid token unless told otherwise. */
  post(activity: unknown, authorization?: string | null): Promise<Answer>
  /** Writes to the bot in the person's own chat. */
  write(who: Person, said: string, change?: Json): Promise<Answer>
  /** Presses a button (Action.Execute). @param fields the card's inputs by parameter */
  press(who: Person, press: Press, options?: { fields?: Record<string, string>; change?: Json }): Promise<Answer>
  /** What stands in the person's chat. */
  chat(who: Person): Json[]
  chatId(who: Person): string
  /** The roster answers with the people of this file again. */
  answerRoster(): void
  close(): Promise<void>
}

/** @param env parts of the bot's configuration that a test changes @param db another database than the test's own */
export async function startBot(
  env: Partial<BotServerDeps['config']> = {},
  db?: Database,
  log = createLogger('test', 'silent'),
): Promise<BotUnderTest> {
  const database = await createTestDatabase()
  const teams = await startTeamsConnector()
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: teams.serviceUrl })
  const keys = createKeyRing([{ id: 'shared-1', key: randomBytes(32) }])
  const temporal = createTemporal({
    address: inject('temporalAddress') || '127.0.0.1:1', // port 1: refused at once, so that the run is owed
    namespace: 'default',
    codecKeys: [{ id: 'codec-1', key: randomBytes(32) }],
  })
  const endAround = () => Promise.all([teams.close(), issuer.close(), temporal.close()])
  const { server, url } = await listening({
    config: {
      WORKBOT_SANDBOX: true,
      PUBLIC_URL: 'https://workbot.example',
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_PASSWORD: 'password',
      TENANT_ID: TENANT,
      BOT_OPENID_METADATA_URL: issuer.metadataUrl,
      BOT_TOKEN_URL: issuer.tokenUrl,
      BOT_SERVICE_HOSTS: ['127.0.0.1'],
      TEAMS_FILE_HOSTS: [new URL(teams.serviceUrl).host],
      TRUST_PROXY: '',
      ...env,
    },
    db: db ?? database.db,
    keys,
    temporal: temporal.client,
    taskQueue: `bot-test-${randomUUID()}`,
    log,
    specs: [createOpportunity, pipeline],
  }).catch(async (error: unknown) => {
    await endAround()
    throw error
  })
  const people = new Map<string, Person>()

  const bot: BotUnderTest = {
    database,
    keys,
    teams,
    issuer,
    url,
    chatId: (who) => `a:${who.aadObjectId}`,
    answerRoster() {
      teams.answer(({ kind, path }) =>
        kind === 'other' ? { status: 200, body: rosterEntry(people.get(decodeURIComponent(path.split('/').at(-1) ?? ''))) } : undefined,
      )
    },
    chat: (who) => teams.messagesIn(`a:${who.aadObjectId}`),
    activity(who, change = {}) {
      people.set(`29:${who.aadObjectId}`, who)
      return {
        type: 'message',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: teams.serviceUrl,
        locale: 'en-US',
        from: { id: `29:${who.aadObjectId}`, name: who.name, aadObjectId: who.aadObjectId },
        recipient: { id: `28:${APP_ID}`, name: 'Workbot' },
        conversation: { id: `a:${who.aadObjectId}`, conversationType: 'personal', tenantId: who.tenantId },
        channelData: { tenant: { id: who.tenantId } },
        ...change,
      }
    },
    async post(activity, authorization) {
      const header = authorization === undefined ? await issuer.token() : authorization
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(header !== null && { authorization: header }) },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      })
      const raw = await response.text()
      return { status: response.status, body: raw === '' ? {} : (JSON.parse(raw) as Json) }
    },
    write: (who, said, change = {}) => bot.post(bot.activity(who, { text: said, ...change })),
    press(who, press, { fields = {}, change = {} } = {}) {
      const inputs = Object.fromEntries(Object.entries(fields).map(([key, value]) => [`param.${key}`, value]))
      const value = { action: { type: 'Action.Execute', verb: press.press, data: { ...press, ...inputs } }, trigger: 'manual' }
      return bot.post(bot.activity(who, { type: 'invoke', name: 'adaptiveCard/action', value, ...change }))
    },
    async close() {
      await server.close()
      await endAround()
    },
  }
  bot.answerRoster()
  return bot
}

function rosterEntry(who: Person | undefined): Json {
  if (!who) return {}
  const upn = `${who.name.split(' ')[0]?.toLowerCase() ?? ''}@contoso.example`
  return {
    id: `29:${who.aadObjectId}`,
    name: who.name,
    aadObjectId: who.aadObjectId,
    objectId: who.aadObjectId,
    email: upn,
    userPrincipalName: who.isGuest ? 'gina_fabrikam.example#EXT#@contoso.onmicrosoft.com' : upn,
    userRole: who.isGuest ? 'guest' : 'user',
    tenantId: who.tenantId,
  }
}

/** Every text on a card, and every button's data, whatever it is nested in. */
export function readCard(message: Json | undefined): { words: string; buttons: (Press & Json)[]; inputs: Record<string, unknown> } {
  const words: string[] = []
  const buttons: (Press & Json)[] = []
  const inputs: Record<string, unknown> = {}
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const element = node as Json
    if (typeof element.text === 'string') words.push(element.text)
    if (typeof element.summary === 'string') words.push(element.summary)
    if (typeof element.label === 'string') words.push(element.label)
    if (String(element.type).startsWith('Input.')) inputs[String(element.id).replace('param.', '')] = element.value
    if (element.type === 'Action.Execute') buttons.push(element.data as Press & Json)
    for (const [key, value] of Object.entries(element)) if (key !== 'fallback' && key !== 'data') visit(value)
  }
  visit(message)
  return { words: words.join('\n'), buttons, inputs }
}

async function listening(deps: BotServerDeps) {
  const server = createBotServer(deps)
  return { server, url: (await server.listen('127.0.0.1', 0)).url }
}
