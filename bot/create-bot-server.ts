// The bot's HTTP server: Teams' messages and the browser pages on one port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Router } from 'express'
import { WorkbotError } from '../errors.js'
import { Adapter } from './adapter.js'
import { createBotFrameworkAuthentication, type BotFrameworkConfig } from './bot-framework-auth.js'
import type { BotDeps } from './bot-deps.js'
import { channelTokenRules } from './channel-token.js'
import { createConnectorAdapter } from './connector.js'
import { createFileHttp } from './files/file-hosts.js'
import { createMessagesRoute } from './messages-route.js'
import { createMessenger } from './messenger.js'
import { createTurnHandler } from './on-teams-activity.js'
import { createRoster } from './roster.js'
import { warnOfUntoldProxy } from './untold-proxy.js'

export interface BotServerDeps extends Omit<BotDeps, 'roster' | 'fileHttp' | 'messenger' | 'publicUrl' | 'tenantId' | 'sandbox' | 'host'> {
  readonly config: BotFrameworkConfig & {
    readonly WORKBOT_SANDBOX: boolean
    readonly PUBLIC_URL: string
    readonly BOT_SERVICE_HOSTS: readonly string[]
    readonly TEAMS_FILE_HOSTS: readonly string[]
    /** Express's `trust proxy`: which proxies may say where a request comes from. */
    readonly TRUST_PROXY: string
    readonly OPERATOR_NAME?: string | undefined
    readonly PRIVACY_URL?: string | undefined
  }
  /** What the browser sees; web/ makes it. */
  readonly web?: Router
}

export interface BotServer {
  /** @param port 0 for any free one @throws WorkbotError where nothing is signed and others could reach it */
  listen(host: string, port: number): Promise<{ readonly url: string; readonly port: number }>
  /** Takes no new requests, and gives those under way ten seconds. */
  close(): Promise<void>
}

const CLOSE_MS = 10_000
/** Longer than proxies in front keep an idle connection: one that we close while they send a request on it is a 502 for somebody. */
const KEEP_ALIVE_MS = 75_000

/** @throws WorkbotError where the app id is missing outside the sandbox */
export function createBotServer({ config, web, ...deps }: BotServerDeps): BotServer {
  const unsigned = config.MICROSOFT_APP_ID === ''
  if (unsigned && !config.WORKBOT_SANDBOX) {
    throw new WorkbotError(
      'WB-BOT-002',
      'Without MICROSOFT_APP_ID every unsigned request would be accepted, so the bot starts only in the sandbox.',
    )
  }

  const adapter = new Adapter(createBotFrameworkAuthentication(config, channelTokenRules(config.MICROSOFT_APP_ID)))
  const onTurn = createTurnHandler({
    ...deps,
    roster: createRoster({ log: deps.log }),
    fileHttp: createFileHttp(config),
    messenger: createMessenger({ adapter: createConnectorAdapter(config), db: deps.db, log: deps.log }),
    publicUrl: config.PUBLIC_URL,
    tenantId: config.TENANT_ID,
    sandbox: config.WORKBOT_SANDBOX,
    host: { name: config.OPERATOR_NAME ?? null, privacyUrl: config.PRIVACY_URL ?? null },
  })
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', readTrustProxy(config.TRUST_PROXY))
  if (config.TRUST_PROXY === '' && !config.WORKBOT_SANDBOX) app.use(warnOfUntoldProxy(deps.log))
  app.use(createMessagesRoute({ adapter, onTurn, log: deps.log, unsigned, serviceHosts: config.BOT_SERVICE_HOSTS }))
  if (web) app.use(web)
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app)

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        if (unsigned && !isLoopback(host))
          throw new WorkbotError(
            'WB-BOT-010',
            `Nothing is signed without MICROSOFT_APP_ID, so HOST must be 127.0.0.1 or localhost, not ${host}.`,
          )
        server.once('error', reject)
        server.listen(port, host, () => {
          const { port: actual } = server.address() as AddressInfo
          resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`, port: actual })
        })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), CLOSE_MS).unref()
      }),
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** A number of proxies, or a list of addresses; empty: none. */
function readTrustProxy(given: string): number | string | false {
  if (given === '') return false
  return /^\d+$/.test(given) ? Number(given) : given
}
