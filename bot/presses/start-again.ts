// Starts a run from what was entered for one that has ended: under the recipe's settings, and by its parameters, as they are now.
import type { Transaction } from '../../database.js'
import type { Run } from '../../runs/types.js'
import type { Message } from '../../text/message.js'
import type { RunToStart } from '../../temporal/start-run.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { Asked } from '../bot-deps.js'
import { issueForm } from '../forms/make-form.js'
import { settleValues } from '../params/settle-values.js'
import { validateParams, type TypedValue } from '../params/validate-params.js'
import { decideStart } from '../start-command.js'

export type StartedAgain =
  | { readonly kind: 'accepted'; readonly run: RunToStart }
  /** Something is to be corrected, or the same is waiting already: the message asks, with buttons of its own. */
  | { readonly kind: 'asks'; readonly message: Message }
  | { readonly kind: 'refused'; readonly message: Message }
  | { readonly kind: 'duplicate' }

/** @param trigger the same one starts one run, ever */
export async function startAgain(
  tx: Transaction,
  asked: Asked,
  { spec, run, trigger }: { spec: RecipeSpec; run: Run; trigger: string },
): Promise<StartedAgain> {
  const { asker } = asked
  // The recipe may ask for something else by now.
  const { values, problems } = await settleValues(tx, asked, spec, { values: run.params as Readonly<Record<string, TypedValue>> })
  const validated = validateParams(spec.params, values, asker.profile, problems)
  if (validated.kind === 'invalid')
    return { kind: 'asks', message: await issueForm(tx, asker, { recipe: spec, values, problems: validated.problems }) }
  const { params } = validated
  const decided = await decideStart(tx, asked, { spec, params, trigger, conversationId: run.conversationId, twin: 'ask' })
  if (decided.kind === 'twin') return { kind: 'asks', message: decided.message }
  return decided
}
