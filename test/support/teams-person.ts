// Somebody in Teams: types, presses buttons, reads what the bot posted. Over HTTP, with signed activities.
import { randomUUID } from 'node:crypto'
import { sandboxPeople, SANDBOX_TENANT, type SandboxPerson } from '../../sandbox/people.js'
import type { TeamsIssuer } from '../bot/support/teams-issuer.js'
import type { SentRequest, TeamsConnector } from './teams-connector.js'

export type Json = Record<string, unknown>

export interface Conversation {
  readonly id: string
  readonly type: 'personal' | 'channel' | 'groupChat'
  readonly name?: string
}
export const generalChannel: Conversation = { id: '19:emea@thread.tacv2', type: 'channel', name: 'EMEA deals' }

export interface TeamsPerson {
  readonly person: SandboxPerson
  /** The person's own chat with the bot. */
  readonly chat: Conversation
  /** Types a message; in a channel it mentions the bot. Resolves with Teams' status of the delivery. */
  says(text: string, options?: { in?: Conversation; activityId?: string; change?: Json }): Promise<number>
  /**
   * Presses a button by its title on the newest message that has one.
   * @param options `inputs`: what the card's fields hold, by their id; `from`: whose chat the card was copied from
   */
  presses(title: string, options?: { in?: Conversation; from?: Conversation; inputs?: Json }): Promise<Json>
  /**
   * Presses a button that they have the data of, wherever they have it from.
   * @param options `change`: what is otherwise in the Teams activity
   */
  sendsPress(data: Json, options?: { in?: Conversation; replyTo?: string; change?: Json }): Promise<Json>
  /** Every button that stands in a conversation now, links left out. */
  buttons(where?: Conversation): readonly { readonly title: string; readonly data: Json }[]
  /** Posts a Teams activity of this person's, as Teams would. */
  sends(activity: Json): Promise<{ status: number; body: Json }>
  activity(change?: Json, where?: Conversation): Json
  /** The first message, past or coming, whose text or card contains all of `words`. Resolves with its JSON as text. */
  sees(words: string | readonly string[], options?: { in?: Conversation; withinMs?: number }): Promise<string>
  /** All that stands in a conversation now, as text. */
  reads(where?: Conversation): readonly string[]
  /** The address behind a button of the newest message that has one. */
  link(title: string, where?: Conversation): string
}

interface Teams {
  readonly url: string
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
}

const BOT = { id: '28:workbot', name: 'Workbot' }
const WAIT_MS = 45_000

export function createTeamsPerson({ url, teams, issuer }: Teams, person: SandboxPerson): TeamsPerson {
  const chat: Conversation = { id: `a:${person.teamsUserId}`, type: 'personal' }
  const self: TeamsPerson = {
    person,
    chat,
    activity: (change = {}, where = chat) => ({
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      locale: 'en-US',
      localTimezone: 'Europe/Copenhagen',
      from: { id: person.teamsUserId, name: person.name, aadObjectId: person.aadObjectId },
      recipient: BOT,
      conversation: { id: where.id, conversationType: where.type, tenantId: SANDBOX_TENANT, ...(where.name && { name: where.name }) },
      channelData: { tenant: { id: SANDBOX_TENANT }, ...(where.type === 'channel' && { channel: { id: where.id, name: where.name } }) },
      ...change,
    }),
    async sends(activity) {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: await issuer.token() },
        body: JSON.stringify(activity),
      })
      const raw = await response.text()
      return { status: response.status, body: raw === '' ? {} : (JSON.parse(raw) as Json) }
    },
    async says(text, { in: where = chat, activityId = randomUUID(), change = {} } = {}) {
      const mention =
        where.type === 'personal'
          ? {}
          : { text: `<at>Workbot</at> ${text}`, entities: [{ type: 'mention', text: '<at>Workbot</at>', mentioned: BOT }] }
      const { status } = await self.sends(self.activity({ id: activityId, text, ...mention, ...change }, where))
      return status
    },
    async presses(title, { in: where = chat, from = where, inputs = {} } = {}) {
      const { button, messageId } = findButton(teams, from, title)
      return self.sendsPress({ ...(button.data as Json), ...inputs }, { in: where, replyTo: messageId })
    },
    async sendsPress(data, { in: where = chat, replyTo = 'unknown', change = {} } = {}) {
      const value = { action: { type: 'Action.Execute', verb: data.press ?? '', data }, trigger: 'manual' }
      const press = { type: 'invoke', name: 'adaptiveCard/action', replyToId: replyTo, value, ...change }
      const { status, body } = await self.sends(self.activity(press, where))
      if (status !== 200) throw new Error(`The press of ${String(data.press)} was answered ${String(status)}.`)
      return body
    },
    buttons: (where = chat) =>
      teams
        .messagesIn(where.id)
        .flatMap(buttonsIn)
        .filter(({ type }) => type === 'Action.Execute')
        .map(({ title, data }) => ({ title: String(title), data: data as Json })),
    async sees(words, { in: where = chat, withinMs = WAIT_MS } = {}) {
      const wanted = typeof words === 'string' ? [words] : words
      const fits = ({ kind, conversationId, status, body }: SentRequest): boolean =>
        (kind === 'post' || kind === 'update') &&
        conversationId === where.id &&
        status < 300 &&
        wanted.every((word) => readable(body).includes(word))
      return readable((await teams.waitFor(fits, withinMs)).body)
    },
    reads: (where = chat) => teams.messagesIn(where.id).map(readable),
    link(title, where = chat) {
      const { button } = findButton(teams, where, title)
      return String(button.url)
    },
  }
  return self
}

/** Everything a person could read in a message, markdown escapes taken back. */
function readable(message: Json): string {
  return JSON.stringify(message).replace(/\\\\/g, '')
}

function findButton(teams: TeamsConnector, where: Conversation, title: string): { button: Json; messageId: string } {
  const messages = teams.messagesIn(where.id)
  for (const message of messages.reverse()) {
    const button = buttonsIn(message).find((one) => one.title === title)
    if (button) return { button, messageId: typeof message.id === 'string' ? message.id : 'unknown' }
  }
  throw new Error(`No message in ${where.id} has the button "${title}".`)
}

/** Every action of a message, or of a part of one. */
export function buttonsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn)
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && typeof value.type === 'string' && value.type.startsWith('Action.') ? [value as Json] : []
  return [...own, ...Object.values(value).flatMap(buttonsIn)]
}

/** Teams' roster: these people and nobody else. */
export function answerRoster(teams: TeamsConnector, people: readonly SandboxPerson[] = sandboxPeople): void {
  teams.answer(({ kind, path }) => {
    if (kind !== 'other') return undefined
    if (path.includes('/pagedmembers')) return { status: 200, body: { members: people.map(rosterEntry) } }
    const id = decodeURIComponent(path.split('/').at(-1) ?? '')
    const person = people.find(({ teamsUserId }) => teamsUserId === id)
    if (!person) return { status: 404, body: { error: { code: 'MemberNotFoundInConversation', message: 'no' } } }
    return { status: 200, body: rosterEntry(person) }
  })
}

function rosterEntry({ name, email, aadObjectId, teamsUserId: id }: SandboxPerson): Json {
  return { id, name, aadObjectId, objectId: aadObjectId, email, userPrincipalName: email, userRole: 'user', tenantId: SANDBOX_TENANT }
}
