// A recipe's command: started where all its parameters are there, else its form.
import type { Transaction } from '../../database.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { AfterCommit } from '../after-commit.js'
import { silence } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { formFor, issueForm } from '../forms/make-form.js'
import { mayStart } from '../may-start.js'
import { validateParams } from '../params/validate-params.js'
import { decideStart, startAccepted } from '../start-command.js'
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
  const validated = validateParams(spec.params, typed.values, asker.profile)
  const isCertain = typed.loose === null && typed.unknown.length === 0
  if (validated.kind === 'valid' && (isCertain || Object.keys(spec.params).length === 0)) {
    const decided = await decideStart(tx, asked, { spec, params: validated.params, trigger: activity.id, twin: 'ask' })
    if (decided.kind === 'duplicate') return silence
    return decided.kind === 'accepted' ? () => startAccepted(asked, turn, { run: decided.run, spec }) : () => turn.reply(decided.message)
  }
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return () => turn.reply(allowed.message)
  const form = await issueForm(tx, asker, formFor(spec, typed, asker))
  return () => turn.reply(form)
}
