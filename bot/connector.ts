// Sends to Teams over botbuilder's CloudAdapter: one HTTP request per call, no retries of its own, and errors that reach the caller.
import {
  CloudAdapter,
  TeamsInfo,
  type Activity,
  type ConversationParameters,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder'
import { WorkbotError } from '../errors.js'
import { createBotFrameworkAuthentication, type BotFrameworkConfig } from './bot-framework-auth.js'

/** What can be done in a conversation. Each method throws a ConnectorFailure when Teams says no or nothing. */
export interface ConnectorTurn {
  /** @returns the id by which the message can be updated */
  send(message: Partial<Activity>): Promise<string>
  update(activityId: string, message: Partial<Activity>): Promise<void>
  /** Whether Teams' roster of this conversation has the person. */
  hasMember(userId: string): Promise<boolean>
  /** @returns the id of the conversation */
  createConversation(parameters: Partial<ConversationParameters>): Promise<string>
}

export interface ConnectorAdapter {
  inConversation<Result>(reference: Partial<ConversationReference>, work: (turn: ConnectorTurn) => Promise<Result>): Promise<Result>
}

/** Teams refused a request, or its answer never came. Holds nothing of the request: that carries the bot's token. */
export class ConnectorFailure extends WorkbotError {
  /** HTTP status; null where there was no answer, and then the request may have been carried out. */
  readonly status: number | null
  /** How long Teams asks us to wait. */
  readonly retryAfterMs: number | null

  constructor(status: number | null, reason: string, retryAfterMs: number | null) {
    super('WB-TEAMS-001', status === null ? `Teams couldn't be reached (${reason}).` : `Teams answered ${String(status)} (${reason}).`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** Of one request. */
export const TIMEOUT_MS = 4_000

/** The adapter that sends, for bot and worker. It never gets an `onTurnError`: with one, a failed send would look like a success. */
export function createConnectorAdapter(config: BotFrameworkConfig): ConnectorAdapter {
  const adapter = new CloudAdapter(createBotFrameworkAuthentication(config))
  return {
    async inConversation(reference, work) {
      const done: { result?: Awaited<ReturnType<typeof work>> } = {}
      await translated(
        adapter.continueConversationAsync(config.MICROSOFT_APP_ID, reference, async (context) => {
          done.result = await work(turnOf(context, clientOf(adapter, context)))
        }),
      )
      return done.result as Awaited<ReturnType<typeof work>>
    },
  }
}

function turnOf(context: TurnContext, client: ConnectorClient): ConnectorTurn {
  return {
    send: async (message) => (await translated(context.sendActivity(message)))?.id ?? '',
    update: async (id, message) => {
      await translated(context.updateActivity({ ...message, id }))
    },
    hasMember: async (userId) => {
      try {
        await translated(TeamsInfo.getMember(context, userId))
        return true
      } catch (error) {
        if (error instanceof ConnectorFailure && error.status === 404) return false
        throw error
      }
    },
    createConversation: async (parameters) => (await translated(client.conversations.createConversation(parameters))).id,
  }
}

/** What we use of botframework-connector's client, whose package we don't depend on ourselves. */
interface ConnectorClient {
  /** The bot's own; without `getToken` where nothing is signed. */
  readonly credentials?: { getToken?(): Promise<string> }
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { name: string }): unknown
      addPolicy(policy: {
        name: string
        sendRequest(request: { timeout: number }, next: (request: object) => Promise<unknown>): Promise<unknown>
      }): void
    }
  }
  readonly conversations: { createConversation(parameters: Partial<ConversationParameters>): Promise<{ id: string }> }
}

/** botbuilder would send a message up to four times on 5xx and resets, and would follow a redirect with our token. */
export function clientOf(adapter: CloudAdapter, context: TurnContext): ConnectorClient {
  const connector = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey)
  const { pipeline } = connector.client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.removePolicy({ name: 'redirectPolicy' })
  pipeline.addPolicy({
    name: 'workbotTimeout',
    sendRequest: (request, next) => {
      request.timeout = TIMEOUT_MS
      return next(request)
    },
  })
  return connector
}

async function translated<Result>(sending: Promise<Result>): Promise<Result> {
  try {
    return await sending
  } catch (error) {
    throw error instanceof WorkbotError ? error : failureOf(error)
  }
}

/** From the Azure RestError that the connector throws. */
function failureOf(error: unknown): ConnectorFailure {
  const { statusCode, code, name, response } = error as {
    statusCode?: unknown
    code?: unknown
    name?: unknown
    response?: { headers?: { get?(header: string): string | undefined } }
  }
  const status = typeof statusCode === 'number' ? statusCode : null
  const reason = typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown'
  return new ConnectorFailure(status, reason, waitAsked(response?.headers?.get?.('retry-after')))
}

/** RFC 9110, 10.2.3: seconds or a date. */
function waitAsked(retryAfter: string | undefined): number | null {
  if (!retryAfter) return null
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}
