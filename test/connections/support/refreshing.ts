// Alice's connection at a stand-in that keeps its app's rules, and the parts that refresh it.
import { apps, type AppId } from '../../../apps/index.js'
import type { Access, ConnectionOwner } from '../../../connections/access.js'
import { saveConnection } from '../../../connections/connect.js'
import { createOAuthClients } from '../../../connections/oauth-client.js'
import type { RefreshDeps } from '../../../connections/refresh/refresh.js'
import { drainRevocations } from '../../../connections/revocations.js'
import { createTokenSealer, createTokenUnsealer } from '../../../connections/token-sealing.js'
import { readTokenSet } from '../../../connections/token-set.js'
import { findUsableAccess, renewAccess } from '../../../connections/usable-access.js'
import type { Database } from '../../../database.js'
import { createKeyRing } from '../../../keys/key-ring.js'
import { Secret } from '../../../keys/secret.js'
import { createLogger } from '../../../log.js'
import type { OAuthAppStandIn } from '../../../sandbox/oauth-app/start.js'
import { SANDBOX_TENANT } from '../../../sandbox/people.js'
import { seedAppConfiguration } from '../../../settings/app-configurations.js'
import type { TestKeys } from '../../support/keys.js'
import { getAs, OAUTH_CLIENT, signInRaw } from '../../support/oauth-app.js'

/** An address of each app's API that any account may read. */
const read: Readonly<Record<AppId, string>> = {
  salesforce: '/services/data/v64.0/query?q=select+Id+from+Opportunity',
  servicenow: '/api/now/table/incident',
  box: '/2.0/users/me',
}

const owner: ConnectionOwner = { kind: 'personal', caller: { tenantId: SANDBOX_TENANT, aadObjectId: 'alice' } }

export interface ConnectionRow {
  readonly id: string
  readonly state: string
  readonly version: number
  readonly why: string | null
  readonly intent: boolean
  readonly lease: boolean
}

export interface Refreshing {
  readonly deps: RefreshDeps
  /** Path of the token endpoint, for faults. */
  readonly token: string
  /** Makes Alice's connection, with a sign-in at the stand-in. @returns its refresh token */
  connect(expiresInMs?: number | null): Promise<string>
  find(): Promise<Access>
  /** As a step does on a 401 with what `find` gave. */
  renew(access: Access): Promise<Access>
  row(): Promise<ConnectionRow | undefined>
  /** Ends what is owed at the app. */
  drain(): Promise<void>
  /** The status of an API call with this token. */
  calls(access: Access): Promise<number>
  /** Waits until a refresh has said that it will send. */
  untilIntent(): Promise<void>
}

interface Parts {
  readonly db: Database
  readonly app: AppId
  readonly standIn: Pick<OAuthAppStandIn, 'url'>
  readonly keys: TestKeys
  /** The OAuth client that programs have, then those before it; otherwise the stand-in's. */
  readonly clients?: readonly { readonly clientId: string; readonly clientSecret: string }[]
}

function refreshDeps({ db, app, standIn, keys: testKeys, clients = [OAUTH_CLIENT] }: Parts): RefreshDeps {
  const keys = createKeyRing([{ id: 'shared-1', key: Buffer.alloc(32, 3) }])
  const credentials = clients.map(({ clientId, clientSecret }) => ({ clientId, secret: new Secret(clientSecret) }))
  const secrets = { keys, environment: new Map([[app, credentials]]) }
  return {
    db,
    seal: createTokenSealer({ publicKeys: [JSON.parse(testKeys.TOKEN_PUBLIC_KEY) as Record<string, unknown>], keys }),
    unseal: createTokenUnsealer({ privateKeys: [JSON.parse(testKeys.TOKEN_PRIVATE_KEY) as Record<string, unknown>], keys }),
    findClient: createOAuthClients({ apps, extraHosts: [new URL(standIn.url).host], secrets }),
    log: createLogger('test', 'silent'),
  }
}

/** In any process that has the keys. */
export function aliceAt(parts: Parts): Refreshing {
  const { db, app, standIn } = parts
  const deps = refreshDeps(parts)
  const { name, oauth } = apps[app]
  const { authorization, token } = oauth.endpoints(standIn.url)
  const paths = { authorization: new URL(authorization).pathname, token: new URL(token).pathname }
  const wanted = { owner, configurationId: app, appName: name }
  const scopes = [...oauth.scopes]
  const account = { key: 'org/alice', name: 'alice@contoso.example', orgId: 'org', orgName: 'Contoso', host: standIn.url }
  const row = async (): Promise<ConnectionRow | undefined> => {
    const rows = await db.query<ConnectionRow>(
      `select id, state, version, needs_sign_in_why as why, refresh_intent_at is not null as intent, lease_owner is not null as lease from connections`,
    )
    return rows[0]
  }

  return {
    ...{ deps, row, token: paths.token },
    find: () => findUsableAccess(deps, wanted),
    async connect(expiresInMs = null) {
      const { body, json } = await signInRaw(standIn, paths, { account: 'alice', scope: scopes.join(' ') })
      const tokens = readTokenSet(json)
      if (!tokens?.refreshToken) throw new Error(`The stand-in gave no tokens: ${body}`)
      const { clientId } = OAUTH_CLIENT
      const sealedFor = (rowId: string): Promise<string> => deps.seal(tokens, rowId)
      await db.transaction((tx) => saveConnection(tx, { owner, configurationId: app, account, clientId, sealedFor, oauth, expiresInMs }))
      return tokens.refreshToken.reveal()
    },
    renew(access) {
      if (access.kind !== 'ready') throw new Error('There is nothing to renew.')
      return renewAccess(deps, wanted, access.connection)
    },
    async drain() {
      await db.query(`update revocations set next_attempt_at = now()`)
      await drainRevocations(deps)
    },
    async calls(access) {
      if (access.kind !== 'ready') throw new Error('There is no token.')
      return (await getAs(standIn, access.accessToken.reveal(), read[app])).status
    },
    async untilIntent() {
      for (const deadline = Date.now() + 30_000; !(await row())?.intent;) {
        if (Date.now() > deadline) throw new Error('No refresh began.')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
  }
}

/** The same, with the app's configuration in the database. */
export async function startRefreshing(parts: Parts): Promise<Refreshing> {
  const { db, app, standIn } = parts
  const { clientId } = OAUTH_CLIENT
  const scopes = [...apps[app].oauth.scopes]
  await seedAppConfiguration(db, { id: app, app, label: 'Production', baseUrl: standIn.url, clientId, scopes, acceptedOrgs: [] })
  return aliceAt(parts)
}
