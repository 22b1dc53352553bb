// A recipe's button on the help card: its form, as a new message.
import type { Transaction } from '../../database.js'
import { formBelow, formGone, started } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { silence, type AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { takesFile } from '../files/takes-file.js'
import { issueForm } from '../forms/make-form.js'
import { mayStart } from '../may-start.js'
import { settleValues } from '../params/settle-values.js'
import { answerInChat } from '../personal/in-chat.js'
import { decideStart, startAccepted } from '../start-command.js'
import { isPersonal } from '../teams-activity.js'
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
  if (Object.keys(spec.params).length === 0) return startAtOnce(tx, asked, turn, spec)
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return () => turn.tell(allowed.message)
  const { values } = await settleValues(tx, asked, spec, { values: {} })
  const form = await issueForm(tx, asked.asker, { recipe: spec, values, problems: {}, offered: asked.people.offered })
  if (takesFile(spec) && !isPersonal(asked.activity)) return answerInChat(asked, turn, form, 'form')
  return async () => {
    await turn.reply(form)
    if (turn.activity.type === 'invoke') await turn.tell(formBelow())
  }
}

async function startAtOnce(tx: Transaction, asked: Asked, turn: Turn, spec: RecipeSpec): Promise<AfterCommit> {
  const decided = await decideStart(tx, asked, { spec, params: {}, trigger: asked.activity.id, twin: 'ask' })
  switch (decided.kind) {
    case 'accepted':
      return async () => {
        await Promise.all([startAccepted(asked, turn, { run: decided.run, spec }), turn.tell(started({ title: recipeTitle(spec) }))])
      }
    case 'refused':
      return () => turn.tell(decided.message)
    case 'twin':
      return () => turn.reply(decided.message)
    case 'duplicate':
      return silence
  }
}
