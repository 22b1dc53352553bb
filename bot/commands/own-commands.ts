// Workbot's own commands: what a person has connected, and what their runs do.
import { listConnections } from '../../connections/list-connections.js'
import { wantSignIn } from '../../connections/want-sign-in.js'
import { issueNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { alreadyConnected, connectWhich } from '../../text/cards/connect-card.js'
import type { OwnCommand } from '../../text/commands.js'
import { notConnectedTo, sendingSignIn } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { appsNamed, namedApps, type NamedApp } from '../personal/app-names.js'
import { askDisconnect } from '../personal/ask-disconnect.js'
import { connectionsList, CONNECT_PURPOSE } from '../personal/connections-list.js'
import { answerInChat } from '../personal/in-chat.js'
import { runsList } from '../personal/runs-list.js'
import type { Turn } from '../turn.js'

export interface OwnCommandTyped {
  readonly name: Exclude<OwnCommand, 'help'>
  /** What follows the command: an app's name. */
  readonly rest: string
}

export async function ownCommand(tx: Transaction, asked: Asked, turn: Turn, { name, rest }: OwnCommandTyped): Promise<AfterCommit> {
  switch (name) {
    case 'connections':
      return answerInChat(asked, turn, await connectionsList(tx, asked, 1), 'connections')
    case 'connect':
      return connect(tx, asked, turn, rest)
    case 'disconnect':
      return disconnect(tx, asked, turn, rest)
    case 'status':
    case 'cancel':
      return answerInChat(asked, turn, await runsList(tx, asked, name))
  }
}

/** The sign-in's card comes from the sweep, as a new message in the asker's own chat. */
async function connect(tx: Transaction, asked: Asked, turn: Turn, typed: string): Promise<AfterCommit> {
  const { caller, profile } = asked.asker
  const named = await namedApps(tx)
  const [found, ...others] = typed === '' ? [] : appsNamed(named, typed)
  if (!found || others.length > 0) return answerInChat(asked, turn, await askWhich(tx, asked, { found, others, named, typed }))
  const { configurationId, app } = found
  const connection = (await listConnections(tx, caller)).find((each) => each.configurationId === configurationId)
  if (connection?.state === 'connected') {
    const nonce = await issueNonce(tx, { purpose: CONNECT_PURPOSE, caller })
    const { accountName, orgName } = connection
    return answerInChat(asked, turn, alreadyConnected({ app, configurationId, nonce, accountName, orgName }))
  }
  await wantSignIn(tx, { caller, profile, conversationId: asked.activity.conversation.id, configurationId, account: 'any' })
  return () => turn.reply(sendingSignIn({ app }))
}

async function askWhich(
  tx: Transaction,
  { asker: { caller } }: Asked,
  { found, others, named, typed }: { found: NamedApp | undefined; others: readonly NamedApp[]; named: readonly NamedApp[]; typed: string },
) {
  const offered = found ? [found, ...others] : named
  const apps = []
  for (const app of offered) apps.push({ ...app, nonce: await issueNonce(tx, { purpose: CONNECT_PURPOSE, caller }) })
  return connectWhich({ apps, typed: found || typed === '' ? null : typed })
}

/** One connection is asked about at once; where it could be several, the list is the question. */
async function disconnect(tx: Transaction, asked: Asked, turn: Turn, typed: string): Promise<AfterCommit> {
  const connections = await listConnections(tx, asked.asker.caller)
  const meant = appsNamed(await namedApps(tx), typed)
  const [found, ...others] = connections.filter(({ configurationId }) => meant.some((app) => app.configurationId === configurationId))
  if (found && others.length === 0) return answerInChat(asked, turn, await askDisconnect(tx, asked, found, null))
  const [app] = meant
  if (app && typed !== '' && !found) return answerInChat(asked, turn, notConnectedTo(app))
  return answerInChat(asked, turn, await connectionsList(tx, asked, 1), 'connections')
}
