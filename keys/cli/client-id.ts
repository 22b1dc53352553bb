// `npm run keys -- client-id <configuration> <new id>`: what another OAuth client id would end, and with --yes its change.
import { changeClient } from '../../connections/change-client.js'
import { countConnected } from '../../connections/count-connected.js'
import type { Database, Transaction } from '../../database.js'
import { printable } from '../../runs/cli/printable.js'
import { listWaiting } from '../../runs/list-waiting.js'
import { listAppConfigurations, type AppConfiguration } from '../../settings/app-configurations.js'
import { minute, table } from '../../settings/tables.js'
import type { KeysResult } from '../keys-command.js'

const SHOWN = 20

/** @param yes without it nothing is changed */
export async function clientIdCommand(
  { db, user }: { readonly db: Database; readonly user: string },
  { configurationId, to, yes }: { configurationId: string; to: string; yes: boolean },
): Promise<KeysResult> {
  const all = await listAppConfigurations(db)
  const found = all.find(({ id }) => id === configurationId)
  if (!found) return no(`There is no app configuration "${configurationId}". There are ${all.map(({ id }) => id).join(', ') || 'none'}.`)
  if (found.source !== 'environment')
    return no(`${found.label} was made by an admin in the browser; its client id is changed there, on its page under /apps.`)
  const { clientId: from } = found
  if (from === to) return { ok: true, text: `${configurationId} has the client id ${to} already. ${afterwards(found)}` }
  if (!yes) return { ok: true, text: `${await preview(db, found, to)}\n\nNothing is changed yet. ${howTo(found, to)}` }
  const ended = await db.transaction((tx) => changeClient(tx, { configurationId, from, to, by: `shell:${user}` }))
  const connections = ended === 1 ? '1 connection needs' : `${String(ended)} connections need`
  return { ok: true, text: `${configurationId} has the client id ${to} from now on. ${connections} a new sign-in. ${afterwards(found)}` }
}

async function preview(tx: Transaction, { id, label, clientId }: AppConfiguration, to: string): Promise<string> {
  const { people, shared } = await countConnected(tx, id)
  const { runs, total } = await listWaiting(tx, { configurationId: id, limit: SHOWN })
  const rows = runs.map((run) => [run.id, run.recipe, printable(run.name), minute(run.since)])
  return [
    `${label} (${id}): from client id ${clientId} to ${to}`,
    `  ${peopleSign(people)} in again${people === 0 ? '' : ' when a recipe needs it'}.`,
    shared
      ? '  The shared connection ends: runs that use it end too, until it is connected again.'
      : '  There is no shared connection that would end.',
    total === 0
      ? '  No run waits for a sign-in there.'
      : `  ${total === 1 ? '1 run waits' : `${String(total)} runs wait`} for a sign-in there, and ${total === 1 ? 'goes' : 'go'} on waiting; the links that are out stay good.`,
    ...(rows.length > 0 ? ['', table(['Run', 'Recipe', 'Caller', 'Since'], rows)] : []),
    ...(total > rows.length ? [`and ${String(total - rows.length)} more`] : []),
  ].join('\n')
}

function peopleSign(people: number): string {
  if (people === 0) return 'Nobody signs'
  return people === 1 ? '1 person signs' : `${String(people)} people sign`
}

function howTo({ id, clientId }: AppConfiguration, to: string): string {
  const prefix = id.toUpperCase()
  return `First give all programs both clients, and restart them:
  ${prefix}_CLIENT_ID=${to} and its ${prefix}_CLIENT_SECRET,
  ${prefix}_CLIENT_ID_PREVIOUS=${clientId} and its ${prefix}_CLIENT_SECRET_PREVIOUS.
Then: npm run keys -- client-id ${id} ${to} --yes`
}

function afterwards({ id }: AppConfiguration): string {
  const prefix = id.toUpperCase()
  return `The old tokens are ended by the client before, as long as programs have ${prefix}_CLIENT_ID_PREVIOUS and ${prefix}_CLIENT_SECRET_PREVIOUS: take those out when the audit has revocation.done for each (docs/keys.md).`
}

const no = (text: string): KeysResult => ({ ok: false, text })
