// *Approve* or *Reject* at a line of a list: what was pressed is a row, and the run does it.
import type { Transaction } from '../../database.js'
import { pressLine } from '../../runs/lists.js'
import { wake } from '../../temporal/wake.js'
import { COMMENT } from '../../text/cards/list-card.js'
import { anotherPersonsButton, lineNotWaiting, lineTaken } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import type { PressedButton } from './read-press.js'

type Deciding = PressedButton & { readonly press: Extract<Press, { press: 'decideLine' }> }

/** Of several presses at a line, and copies of the card, the first counts. The worker then edits the card. */
export async function decideLine(
  tx: Transaction,
  { deps, asker }: Asked,
  turn: Turn,
  { press: { run: runId, line: number, option }, fields }: Deciding,
): Promise<AfterCommit> {
  const pressed = await pressLine(tx, deps.keys, { runId, number, option, comment: (fields[COMMENT] ?? '').trim(), caller: asker.caller })
  if (pressed.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: pressed.owner }))
  if (pressed.kind === 'not_waiting') return () => turn.tell(lineNotWaiting())
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, pressed.waits), turn.tell(lineTaken())])
  }
}
