// `personal_connections` as a card, from the rows as they are now.
import { listConnections, type OwnConnection } from '../../connections/list-connections.js'
import { signInLink } from '../../connections/sign-in-requests.js'
import { issueNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { countWaitingRuns, listWaitingRuns, type OwnRun } from '../../runs/runs-of-caller.js'
import { connectionsCard, type ShownConnection, type ShownWait } from '../../text/cards/connections-card.js'
import { describeRun } from '../../text/describe-run.js'
import { phrase } from '../../text/markdown.js'
import type { Message } from '../../text/message.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { Asked } from '../bot-deps.js'
import { appName, namedApps, type NamedApp } from './app-names.js'

const ON_A_PAGE = 8
/** What the list's own buttons carry; it only shows, so it isn't used up. */
export const LIST_PURPOSE = 'personalConnections'
export const CONNECT_PURPOSE = 'connectApp'

/** @param page from 1; one that is gone by now is the last */
export async function connectionsList(tx: Transaction, asked: Asked, page: number): Promise<Message> {
  const { deps, asker } = asked
  const { caller, profile } = asker
  const [named, connections, waiting] = [await namedApps(tx), await listConnections(tx, caller), await countWaitingRuns(tx, caller)]
  const pages = Math.max(1, Math.ceil((connections.length + waiting) / ON_A_PAGE))
  const from = (Math.min(page, pages) - 1) * ON_A_PAGE
  const shown = connections.slice(from, from + ON_A_PAGE)
  const runs = await listWaitingRuns(tx, deps.keys, {
    caller,
    offset: Math.max(0, from - connections.length),
    limit: ON_A_PAGE - shown.length,
  })
  const isEmpty = connections.length + waiting === 0
  const nonceFor = (purpose: string) => issueNonce(tx, { purpose, caller })
  const items: (ShownConnection | ShownWait)[] = []
  for (const connection of shown) items.push(toShown(connection, named, await nonceFor(CONNECT_PURPOSE)))
  for (const run of runs) items.push(...toWait(asked, run, named, await nonceFor('cancelRun')))
  const connectable = []
  for (const app of isEmpty ? named : []) connectable.push({ ...app, nonce: await nonceFor(CONNECT_PURPOSE) })
  return connectionsCard({
    items,
    page: Math.min(page, pages),
    pages,
    connectable,
    nonce: await nonceFor(LIST_PURPOSE),
    locale: profile.locale,
  })
}

function toShown(connection: OwnConnection, named: readonly NamedApp[], connectNonce: string): ShownConnection {
  const { id, configurationId, accountName, orgName, state, why, since, needsSignInAt, lastUsedAt } = connection
  return {
    kind: 'connection',
    connectionId: id,
    configurationId,
    app: appName(named, configurationId),
    accountName,
    orgName,
    state: state === 'connected' ? { kind: state, since, lastUsedAt } : { kind: state, why, since: needsSignInAt, connectNonce },
  }
}

function toWait(
  { deps, asker }: Asked,
  { id, recipe, params, wait }: OwnRun,
  named: readonly NamedApp[],
  cancelNonce: string,
): ShownWait[] {
  if (!wait) return []
  const spec = deps.specs.find(({ name }) => name === recipe)
  return [
    {
      kind: 'wait',
      runId: id,
      title: spec ? recipeTitle(spec) : recipe,
      sentence: spec ? describeRun(spec, params, asker.profile.locale) : phrase`${recipe}`,
      app: appName(named, wait.configurationId),
      until: wait.until,
      link: signInLink(deps.keys, deps.publicUrl, wait.requestId),
      isStillAsked: wait.isStillAsked,
      cancelNonce,
    },
  ]
}
