// The stand-ins of the apps that a test asks for, and what bot and worker are told of them.
import type { AppId } from '../../apps/index.js'
import { downloadOrigin } from '../../sandbox/box/files.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { salesforceAccounts, type Account } from '../../sandbox/salesforce/accounts.js'
import { startSalesforce, type SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { startApp } from '../../sandbox/start-app.js'

/** Every world has Salesforce. */
export type OtherApp = Exclude<AppId, 'salesforce'>

export interface StandIns {
  readonly salesforce: SalesforceStandIn
  readonly env: Readonly<Record<string, string>>
  /** @throws where the world was started without it */
  other(app: OtherApp): OAuthAppStandIn
  close(): Promise<void>
}

export interface StandInsOptions {
  /** The bot's, without a slash at its end. */
  readonly publicUrl: string
  readonly others?: readonly OtherApp[]
  /** Whom Salesforce knows. */
  readonly accounts?: readonly Account[]
  /** Salesforce's `instance_url`, where it isn't the stand-in. */
  readonly instanceUrl?: string | undefined
}

const CLIENT = { clientId: 'workbot', clientSecret: 's'.repeat(32) } as const

export async function startStandIns({
  publicUrl,
  others = [],
  accounts = salesforceAccounts,
  instanceUrl,
}: StandInsOptions): Promise<StandIns> {
  const options = (app: AppId) => ({ ...CLIENT, stateFolder: null, redirectUris: [`${publicUrl}/oauth/callback/${app}`] })
  const salesforce = await startSalesforce({
    ...options('salesforce'),
    accounts,
    ...(instanceUrl !== undefined && { instanceUrl }),
  })
  const started = new Map<AppId, OAuthAppStandIn>([['salesforce', salesforce]])
  for (const app of others) started.set(app, await startApp[app](options(app)))
  const all = [...started]
  return {
    salesforce,
    env: {
      EXTRA_APP_HOSTS: all.flatMap(([, { url }]) => [url, downloadOrigin(url)].map((at) => new URL(at).host)).join(','),
      ...Object.assign({}, ...all.map(([app, { url }]) => variablesOf(app, url))),
    },
    other(app) {
      const found = started.get(app)
      if (!found) throw new Error(`This world has no ${app}: start it with others: ['${app}'].`)
      return found
    },
    async close() {
      await Promise.all(all.map(([, standIn]) => standIn.close()))
    },
  }
}

function variablesOf(app: AppId, url: string): Record<string, string> {
  const prefix = app.toUpperCase()
  return { [`${prefix}_URL`]: url, [`${prefix}_CLIENT_ID`]: CLIENT.clientId, [`${prefix}_CLIENT_SECRET`]: CLIENT.clientSecret }
}
