// What both sides talk to, in this process: Entra, Salesforce, Teams' connector and token issuer; and when each request arrived.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { startEntra, type EntraStandIn } from '../sandbox/entra.js'
import { SANDBOX_TENANT } from '../sandbox/people.js'
import { startSalesforce, type SalesforceStandIn } from '../sandbox/salesforce/index.js'
import { startTeamsIssuer, type TeamsIssuer } from '../test/bot/support/teams-issuer.js'
import { SALESFORCE_CLIENT, SALESFORCE_REDIRECT } from '../test/support/salesforce.js'
import { startTeamsConnector, type ConnectorRequest, type TeamsConnector } from '../test/support/teams-connector.js'
import { answerRoster } from '../test/support/teams-person.js'
import { now } from './clock.js'

export const APP_ID = '11111111-2222-4333-8444-555555555555'

/** A write at the Salesforce stand-in, when it came. */
export interface AppCall {
  readonly at: number
  /** When the activity that sends it began; only the peer says so. */
  readonly entered: number | null
}

export interface StandIns {
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
  /** Resolves with the time at which a message with this text reaches Teams. Ask before it can come. */
  message(text: string): Promise<number>
  /** Resolves with the next write at Salesforce. */
  nextAppCall(): Promise<AppCall>
  close(): Promise<void>
}

/** @param redirect where ours takes its browsers back */
export async function startStandIns({ botUrl }: { botUrl: string }): Promise<StandIns> {
  const teams = await startTeamsConnector()
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: teams.serviceUrl })
  const entra = await startEntra({
    ...{ ...SALESFORCE_CLIENT, stateFile: null, tenantId: SANDBOX_TENANT },
    redirectUris: [`${botUrl}/entra/callback`],
  })
  const redirectUris = [SALESFORCE_REDIRECT, `${botUrl}/oauth/callback/salesforce`]
  const salesforce = await startSalesforce({ ...SALESFORCE_CLIENT, stateFolder: null, redirectUris })
  const messages = watchMessages(teams)
  const appCalls = watchAppCalls()
  return {
    ...{ entra, salesforce, teams, issuer, message: messages, nextAppCall: appCalls.next },
    async close() {
      appCalls.end()
      await Promise.all([entra.close(), salesforce.close(), teams.close(), issuer.close()])
    },
  }
}

/** By the request's text, as `waitFor` of the stand-in would, but without looking through all that came before. */
function watchMessages(teams: TeamsConnector): (text: string) => Promise<number> {
  const awaited = new Map<string, (at: number) => void>()
  let roster: ((request: ConnectorRequest) => ReturnType<Parameters<TeamsConnector['answer']>[0] & object>) | undefined
  answerRoster({ ...teams, answer: (how) => (roster = how) })
  teams.answer((request) => {
    const at = now()
    if (request.kind === 'other') return roster?.(request)
    const said = JSON.stringify(request.body)
    for (const [text, resolve] of awaited) {
      if (!said.includes(text)) continue
      awaited.delete(text)
      resolve(at)
    }
    return undefined
  })
  return (text) => new Promise((resolve) => awaited.set(text, resolve))
}

function watchAppCalls(): { next(): Promise<AppCall>; end(): void } {
  const waiting: ((call: AppCall) => void)[] = []
  const channel = 'http.server.request.start'
  const see = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage }
    if (request.method !== 'POST' || !request.url?.startsWith('/services/data/')) return
    const entered = request.headers['x-entered']
    for (const resolve of waiting.splice(0)) resolve({ at: now(), entered: entered === undefined ? null : Number(entered) })
  }
  subscribe(channel, see)
  return {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    end: () => {
      unsubscribe(channel, see)
    },
  }
}
