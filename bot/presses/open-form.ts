// A recipe's button on the help card: its form, as a new message.
import type { Transaction } from '../../database.js'
import { formGone } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { issueForm } from '../forms/make-form.js'
import { mayStart } from '../may-start.js'
import { runCommand } from '../commands/run-command.js'
import type { Turn } from '../turn.js'

/** A recipe without parameters has no form: its button starts it. */
export async function openForm(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { recipe }: Extract<Press, { press: 'openForm' }>,
): Promise<AfterCommit> {
  const spec = asked.deps.specs.find(({ name }) => name === recipe)
  if (!spec) return () => turn.tell(formGone())
  if (Object.keys(spec.params).length === 0) return runCommand(tx, asked, turn, { spec, rest: '' })
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return () => turn.tell(allowed.message)
  const form = await issueForm(tx, asked.asker, { recipe: spec, values: {}, problems: {} })
  return () => turn.reply(form)
}
