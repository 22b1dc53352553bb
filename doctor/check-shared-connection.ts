// The shared connection of an app: whether it works, and what the account sees of what an admin must have made.
import { createAppHttp } from '../apps/app-http.js'
import type { App, AppAnswer, AppRequest } from '../apps/define-app.js'
import { AppError, AuthExpired } from '../apps/errors.js'
import type { AppId } from '../apps/index.js'
import { createAppRequest } from '../activities/app-request.js'
import { findConnection, type Access } from '../connections/access.js'
import { createOAuthClients } from '../connections/oauth-client.js'
import type { RefreshDeps } from '../connections/refresh/refresh.js'
import { createTokenSealer, createTokenUnsealer } from '../connections/token-sealing.js'
import { findUsableAccess, renewAccess } from '../connections/usable-access.js'
import type { Database } from '../database.js'
import { WorkbotError } from '../errors.js'
import { createKeyRing } from '../keys/key-ring.js'
import { createLogger } from '../log.js'
import { apps } from '../apps/index.js'
import { clientSecrets } from '../settings/client-secret.js'
import type { EnvironmentApp } from '../settings/environment-apps.js'
import type { Known } from './environment.js'
import { failed, ok, warning, type Said } from './finding.js'

interface Asked {
  readonly app: App
  readonly configured: EnvironmentApp & { readonly id: AppId }
  readonly known: Known
  readonly db: Database | null
}

/** A token that has ended is refreshed, by the rules of every refresh. Nothing is written in the app. */
export async function checkSharedConnection({ app, configured: { id }, known, db }: Asked): Promise<Said[]> {
  const byHand = (what: string): Said[] => [warning(what, `To be seen by hand: ${app.setUp.look}`, id)]
  if (!db || known.TENANT_ID === undefined) return byHand("what an admin makes there can't be looked at without the database")
  const wanted = { owner: { kind: 'shared', tenantId: known.TENANT_ID }, configurationId: id, appName: app.name } as const
  const connection = await findConnection(db, wanted)
  if (!connection) return byHand("there is no shared connection, so what an admin makes there can't be looked at")
  const deps = refreshDeps(known, db)
  if (!deps) return byHand(`the shared connection is ${connection.accountName}; it opens with the worker's keys only`)
  try {
    const access = await findUsableAccess(deps, wanted)
    if (access.kind === 'needs_sign_in') return [needsSignIn(app, id)]
    const said = await findings(app, await request({ app, known, access }, () => renewAccess(deps, wanted, access.connection)), id)
    return [ok(`the shared connection is ${connection.accountName} (${connection.orgName}), and works`), ...said]
  } catch (error) {
    if (error instanceof AuthExpired) return [needsSignIn(app, id)]
    if (!(error instanceof WorkbotError)) throw error
    const who = error instanceof AppError ? app.name : 'Workbot'
    return [
      failed(
        `the shared connection doesn't work; ${who} says: ${error.message} (${error.code})`,
        `docs/errors.md explains ${error.code}.`,
        id,
      ),
    ]
  }
}

function needsSignIn({ name }: App, id: AppId): Said {
  return failed('the shared connection needs a new sign-in', `Connect it again, as the account that recipes share in ${name}.`, id)
}

/** Null without the worker's keys. */
function refreshDeps(known: Known, db: Database): RefreshDeps | null {
  const { SHARED_KEYS, TOKEN_PRIVATE_KEY: privateKeys, TOKEN_PUBLIC_KEY: publicKeys, EXTRA_APP_HOSTS: extraHosts = [] } = known
  if (!SHARED_KEYS || !privateKeys || !publicKeys) return null
  const keys = createKeyRing(SHARED_KEYS)
  return {
    db,
    log: createLogger('doctor', 'silent'),
    seal: createTokenSealer({ publicKeys, keys }),
    unseal: createTokenUnsealer({ privateKeys, keys }),
    findClient: createOAuthClients({ apps, extraHosts, secrets: clientSecrets(known, keys) }),
  }
}

type Ready = Extract<Access, { kind: 'ready' }>

/** As a step does it: a first 401 is answered by a refresh, a second one is the end. */
async function request(
  { app, known, access }: { readonly app: App; readonly known: Known; readonly access: Ready },
  renew: () => Promise<Access>,
): Promise<(asked: AppRequest) => Promise<AppAnswer>> {
  const http = createAppHttp({ EXTRA_APP_HOSTS: known.EXTRA_APP_HOSTS ?? [] })(app.id as AppId)
  const by = ({ connection: { host }, accessToken }: Ready) => createAppRequest({ app, http, host, accessToken, actionName: 'doctor' })
  let current = access
  let isRenewed = false
  return async (asked) => {
    try {
      return await by(current)(asked)
    } catch (error) {
      if (!(error instanceof AuthExpired) || isRenewed) throw error
      isRenewed = true
      const renewed = await renew()
      if (renewed.kind !== 'ready') throw error
      current = renewed
      return by(current)(asked)
    }
  }
}

async function findings(app: App, ask: (asked: AppRequest) => Promise<AppAnswer>, id: AppId): Promise<Said[]> {
  const found = await app.setUp.check({ request: ask })
  return found.map((each) => (each.isRight ? ok(each.what) : failed(each.what, each.todo, id)))
}
