// A recipe's command: started where all its parameters are there, else its form.
import type { Transaction } from '../../database.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { AfterCommit } from '../after-commit.js'
import { silence } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { takesFile } from '../files/takes-file.js'
import { formFor, issueForm } from '../forms/make-form.js'
import { mayStart } from '../may-start.js'
import { settleValues } from '../params/settle-values.js'
import { validateParams } from '../params/validate-params.js'
import { answerInChat } from '../personal/in-chat.js'
import { decideStart, startAccepted } from '../start-command.js'
import { isPersonal } from '../teams-activity.js'
import type { Turn } from '../turn.js'
import { parseParameters } from './parse-parameters.js'

/** What wasn't understood for sure is shown in the form before anything starts: a run may write. */
export async function runCommand(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { spec, rest }: { spec: RecipeSpec; rest: string },
): Promise<AfterCommit> {
  const { asker, activity } = asked
  const typed = parseParameters(rest, spec.params)
  const settled = await settleValues(tx, asked, spec, { values: typed.values })
  const validated = validateParams(spec.params, settled.values, asker.profile, settled.problems)
  const reachesFiles = isPersonal(activity) || !takesFile(spec)
  const isCertain = typed.loose === null && typed.unknown.length === 0 && reachesFiles
  if (validated.kind === 'valid' && (isCertain || Object.keys(spec.params).length === 0)) {
    const decided = await decideStart(tx, asked, { spec, params: validated.params, trigger: activity.id, twin: 'ask' })
    if (decided.kind === 'duplicate') return silence
    return decided.kind === 'accepted' ? () => startAccepted(asked, turn, { run: decided.run, spec }) : () => turn.reply(decided.message)
  }
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return () => turn.reply(allowed.message)
  const form = await issueForm(tx, asker, { ...formFor(spec, typed, asker, settled), offered: asked.people.offered })
  return reachesFiles ? () => turn.reply(form) : answerInChat(asked, turn, form, 'form')
}
