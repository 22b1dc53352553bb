// The browser edge with Postgres and the stand-ins for Entra and an app, Salesforce unless told; runs wait in rows, nothing wakes them.
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express from 'express'
import { apps, type AppId } from '../../../apps/index.js'
import type { Caller } from '../../../caller.js'
import { findAccess, type Access } from '../../../connections/access.js'
import { createOAuthClients, type FindOAuthClient } from '../../../connections/oauth-client.js'
import { openSignInRequest, signInLink } from '../../../connections/sign-in-requests.js'
import { createTokenSealer, createTokenUnsealer, type SealTokens, type UnsealTokens } from '../../../connections/token-sealing.js'
import type { Database } from '../../../database.js'
import { createKeyRing, type KeyRing } from '../../../keys/key-ring.js'
import { Secret } from '../../../keys/secret.js'
import { createLogger } from '../../../log.js'
import { acceptRun } from '../../../runs/accept-run.js'
import { openWait } from '../../../runs/open-wait.js'
import type { SettledWait, WaitOutcome } from '../../../runs/types.js'
import { startEntra, type EntraStandIn } from '../../../sandbox/entra.js'
import { anyFreePort } from '../../support/any-free-port.js'
import { SANDBOX_TENANT, type SandboxPerson } from '../../../sandbox/people.js'
import type { OAuthAppOptions, OAuthAppStandIn } from '../../../sandbox/oauth-app/start.js'
import { startSalesforce, type SalesforceStandIn } from '../../../sandbox/salesforce/index.js'
import { seedAppConfiguration } from '../../../settings/app-configurations.js'
import { createEntraClient, createWeb, type WebDeps } from '../../../web/index.js'
import { createTestKeys } from '../../support/keys.js'
import { createTestDatabase } from '../../support/postgres.js'
import { readConfig } from '../../../config.js'

/** A request that somebody's runs wait for. */
export interface WaitingSignIn {
  readonly requestId: string
  readonly link: string
  readonly runIds: readonly string[]
}

export interface WebWorld {
  readonly db: Database
  /** What the pages work with, to serve them once more with something changed. */
  readonly deps: WebDeps
  readonly keys: KeyRing
  readonly botKeys: KeyRing
  readonly seal: SealTokens
  readonly unseal: UnsealTokens
  readonly findClient: FindOAuthClient
  readonly url: string
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  /** The app that sign-ins are for: Salesforce, or the one that was asked for. */
  readonly standIn: OAuthAppStandIn
  /** Waits whose runs were woken. */
  readonly woken: readonly SettledWait[]
  /** Every line logged so far. */
  readonly logged: readonly string[]
  /** Runs that wait for this person's sign-in. */
  waitFor(person: SandboxPerson, options?: { readonly runs?: number; readonly name?: string }): Promise<WaitingSignIn>
  /** Ends and removes what tests left: connections, requests, the log. */
  forget(): Promise<void>
  /** Alice's or somebody's connection, with its token. */
  accessOf(person: SandboxPerson): Promise<Access>
  outcomes(requestId: string): Promise<(WaitOutcome | null)[]>
  audited(): Promise<string[]>
  close(): Promise<void>
}

export interface WebWorldOptions {
  readonly acceptedOrgs?: readonly string[]
  readonly instanceUrl?: string
  /** Another app than Salesforce. */
  readonly app?: { readonly id: AppId; start(options: OAuthAppOptions): Promise<OAuthAppStandIn> }
  readonly change?: Partial<WebDeps>
}

export const callerOf = (person: SandboxPerson): Caller => ({
  tenantId: person.tenantId ?? SANDBOX_TENANT,
  aadObjectId: person.aadObjectId,
})

const client = { clientId: 'workbot', clientSecret: 's'.repeat(32) }

export async function startWebWorld({ acceptedOrgs = [], instanceUrl, app, change = {} }: WebWorldOptions = {}): Promise<WebWorld> {
  const { db } = await createTestDatabase()
  const port = await anyFreePort()
  const url = `http://localhost:${String(port)}`
  const entra = await startEntra({ ...client, stateFile: null, tenantId: SANDBOX_TENANT, redirectUris: [`${url}/entra/callback`] })
  const redirectUris = [`${url}/oauth/callback/salesforce`]
  const salesforce = await startSalesforce({
    ...client,
    stateFolder: null,
    redirectUris,
    ...(instanceUrl !== undefined && { instanceUrl }),
  })
  const appId = app?.id ?? 'salesforce'
  const standIn = app ? await app.start({ ...client, stateFolder: null, redirectUris: [`${url}/oauth/callback/${appId}`] }) : salesforce
  const config = readConfig('bot', {
    ...(await createTestKeys()),
    ...{ WORKBOT_SANDBOX: 'true', PUBLIC_URL: url, TENANT_ID: SANDBOX_TENANT, DATABASE_URL: 'unused', TEMPORAL_ADDRESS: 'unused' },
    ...{ ENTRA_CLIENT_ID: client.clientId, ENTRA_CLIENT_SECRET: client.clientSecret },
  })
  const tokenKeys = await createTestKeys()
  const jwk = (text: string): Record<string, unknown>[] => [JSON.parse(text) as Record<string, unknown>]
  const keys = createKeyRing(config.SHARED_KEYS)
  const botKeys = createKeyRing(config.BOT_KEYS)
  const seal = createTokenSealer({ publicKeys: jwk(tokenKeys.TOKEN_PUBLIC_KEY), keys })
  const unseal = createTokenUnsealer({ privateKeys: jwk(tokenKeys.TOKEN_PRIVATE_KEY), keys })
  const secrets = { keys, environment: new Map([[appId, [{ clientId: client.clientId, secret: new Secret(client.clientSecret) }]]]) }
  const extraHosts = [new URL(standIn.url).host]
  const findClient = createOAuthClients({ apps, extraHosts, secrets })
  const configuration = {
    app: appId,
    baseUrl: standIn.url,
    clientId: client.clientId,
    scopes: apps[appId].oauth.scopes,
    acceptedOrgs,
  }
  await seedAppConfiguration(db, { ...configuration, id: appId, label: 'Contoso Production' })

  let auditFrom = '0'
  const woken: SettledWait[] = []
  const logged: string[] = []
  const log = createLogger('test', 'info', { write: (line: string) => void logged.push(line) })
  const deps: WebDeps = {
    ...{ db, log, keys, botKeys, seal, publicUrl: url, apps, findClient, extraHosts },
    entra: createEntraClient({
      authority: entra.url,
      clientId: client.clientId,
      clientSecret: new Secret(client.clientSecret),
      sandbox: true,
    }),
    wake: (waits) => Promise.resolve(void woken.push(...waits)),
    requestsPerMinute: 10_000,
    ...change,
  }
  const server = createServer(express().disable('x-powered-by').use(createWeb(deps)))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    ...{ db, deps, keys, botKeys, seal, unseal, findClient, url, entra, salesforce, standIn, woken, logged },
    waitFor: (person, { runs = 1, name = person.name } = {}) => openRuns({ db, keys, url }, person, { runs, name, appId }),
    async forget() {
      await db.query(`update waits set outcome = 'cancelled', outcome_at = now() where outcome is null`)
      await db.query(`update sign_in_requests set outcome = 'cancelled', ended_at = now() where ended_at is null`)
      await db.query(`delete from connections`)
      await db.query(`delete from revocations`)
      standIn.clearFaults()
      woken.splice(0)
      logged.splice(0)
      auditFrom = (await db.query<{ id: string }>(`select coalesce(max(id), 0) as id from audit`))[0]?.id ?? '0'
    },
    accessOf: (person) => findAccess({ tx: db, unseal }, { owner: { kind: 'personal', caller: callerOf(person) }, configurationId: appId }),
    async outcomes(requestId) {
      const rows = await db.query<{ outcome: WaitOutcome | null }>(`select outcome from waits where sign_in_request_id = $1`, [requestId])
      return rows.map(({ outcome }) => outcome)
    },
    async audited() {
      const rows = await db.query<{ event: string }>(`select event from audit where id > $1 order by id`, [auditFrom])
      return rows.map(({ event }) => event)
    },
    close: () => Promise.all([stop(server), entra.close(), salesforce.close(), ...(app ? [standIn.close()] : [])]).then(() => undefined),
  }
}

async function openRuns(
  { db, keys, url }: Pick<WebWorld, 'db' | 'keys' | 'url'>,
  person: SandboxPerson,
  { runs, name, appId }: { runs: number; name: string; appId: AppId },
): Promise<WaitingSignIn> {
  const caller = callerOf(person)
  const runIds = Array.from({ length: runs }, () => `createOpportunity-${randomUUID()}`)
  const requestId = await db.transaction(async (tx) => {
    const conversation = `a:${person.key}`
    await tx.query(
      `insert into conversation_references (conversation_id, tenant_id, kind, aad_object_id, reference) values ($1, $2, 'personal', $3, '{}')
       on conflict do nothing`,
      [conversation, caller.tenantId, caller.aadObjectId],
    )
    const { id: signInRequestId } = await openSignInRequest(tx, { caller, configurationId: appId })
    for (const id of runIds) {
      await acceptRun(tx, keys, {
        ...{
          id,
          recipe: 'createOpportunity',
          caller,
          conversationId: conversation,
          params: { name: 'Acme', amount: 50_000, stage: 'Prospecting' },
        },
        profile: { name, email: person.email, locale: 'en-GB', timeZone: 'Europe/Copenhagen', teamsUserId: person.teamsUserId },
        settings: { identities: { [appId]: { mode: 'personal', configuration: appId } }, signInHours: 72, reply: 'caller' },
      })
      await openWait(tx, { runId: id, stepKey: `${appId}.step`, caller, signInRequestId, versionSeen: null, hours: 72, timeZone: 'UTC' })
    }
    return signInRequestId
  })
  return { requestId, runIds, link: signInLink(keys, url, requestId) }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) =>
    server.close(() => {
      resolve()
    }),
  )
}
