// How the request behind a question stands in its app, read as the run's caller, or as somebody who is asked.
import { apps, type AppId } from '../apps/index.js'
import type { RequestState } from '../apps/define-app.js'
import { AppError, AppUnavailable, AuthExpired, RateLimited } from '../apps/errors.js'
import type { Caller } from '../caller.js'
import type { Access } from '../connections/access.js'
import { findUsableAccess, renewAccess } from '../connections/usable-access.js'
import type { AskedQuestion } from '../runs/asks.js'
import type { Run } from '../runs/types.js'
import type { ActivityDeps } from './activity-deps.js'
import { createAppRequest } from './app-request.js'
import { ownerOf } from './owner-of.js'

type ReadDeps = Pick<ActivityDeps, 'db' | 'keys' | 'seal' | 'unseal' | 'httpFor' | 'findClient' | 'log'>

export interface ReadOf {
  readonly run: Pick<Run, 'caller' | 'settings'>
  readonly question: Pick<AskedQuestion, 'settledBy'>
  /** Whose connection is taken where the caller's can't be used. */
  readonly others: readonly Caller[]
}

/** Null where there is nothing to read, or nobody through whom it can be. @throws AppUnavailable, RateLimited: later */
export async function readRequestOf(deps: ReadDeps, { run, question, others }: ReadOf): Promise<RequestState | null> {
  const { settledBy } = question
  if (!settledBy || !(settledBy.app in apps)) return null
  const appId = settledBy.app as AppId
  const identity = run.settings.identities[appId]
  if (!identity) return null
  const owners = [ownerOf(run.caller, identity), ...others.map((caller) => ({ kind: 'personal' as const, caller }))]
  for (const owner of owners) {
    const wanted = { owner, configurationId: identity.configuration, appName: apps[appId].name }
    const read = await readAs(deps, appId, wanted, settledBy.id)
    if (read) return read
  }
  return null
}

type Wanted = Parameters<typeof findUsableAccess>[1]

async function readAs(deps: ReadDeps, appId: AppId, wanted: Wanted, id: string): Promise<RequestState | null> {
  const access = await findUsableAccess(deps, wanted)
  if (access.kind !== 'ready') return null
  try {
    return await read(deps, appId, access, id)
  } catch (error) {
    if (error instanceof AuthExpired) {
      const renewed = await renewAccess(deps, wanted, access.connection)
      return renewed.kind === 'ready' ? await read(deps, appId, renewed, id).catch(nullUnlessLater) : null
    }
    return nullUnlessLater(error)
  }
}

function read(deps: ReadDeps, appId: AppId, { connection, accessToken }: Extract<Access, { kind: 'ready' }>, id: string) {
  const { readRequest } = apps[appId] as { readRequest?: NonNullable<(typeof apps)['salesforce']['readRequest']> }
  if (!readRequest) return Promise.resolve(null)
  const { host, accountKey } = connection
  const request = createAppRequest({ app: apps[appId], http: deps.httpFor(appId), host, accessToken, actionName: 'readRequest' })
  return readRequest({ request, host, accountKey }, id)
}

function nullUnlessLater(error: unknown): null {
  if (error instanceof AppUnavailable || error instanceof RateLimited) throw error
  if (error instanceof AppError) return null
  throw error
}
