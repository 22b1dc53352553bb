// *Run again with the same entries* and *Discard*, under a run that ended before it did anything.
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { findRunAgain, runAgainPurpose, runAgainTrigger } from '../../runs/run-again.js'
import type { Run } from '../../runs/types.js'
import { formTaken } from '../../text/cards/form-taken.js'
import { buttonUsed, formGone, notRunAgain, runHasDone, runStillEnds } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { issueForm } from '../forms/make-form.js'
import { settleValues } from '../params/settle-values.js'
import { validateParams, type TypedValue } from '../params/validate-params.js'
import { decideStart, startAccepted } from '../start-command.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

type AgainPress = Extract<Press, { press: 'runAgain' | 'discardRun' }>

/** One new run for each that ended, from any number of presses and copies; the recipe's settings are looked at as they are now. */
export async function runAgain(tx: Transaction, asked: Asked, turn: Turn, { run: runId, nonce }: AgainPress): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const purpose = runAgainPurpose(runId)
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: formGone() })
  if (refusal) return () => turn.tell(refusal)
  const again = await findRunAgain(tx, deps.keys, { runId, caller })
  if (again.kind === 'open') return () => turn.tell(runStillEnds())
  if (again.kind === 'touched') return () => turn.tell(runHasDone())
  const spec = again.kind === 'yes' ? deps.specs.find(({ name }) => name === again.run.recipe) : undefined
  if (again.kind !== 'yes' || !spec) return () => turn.tell(formGone())
  const start = await startAgain(tx, asked, turn, { spec, run: again.run })
  if (start.isDecided) await consumeNonce(tx, { nonce, purpose, caller })
  return start.after
}

async function startAgain(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { spec, run }: { spec: RecipeSpec; run: Run },
): Promise<{ isDecided: boolean; after: AfterCommit }> {
  const { asker } = asked
  // The recipe may ask for something else by now.
  const { values, problems } = await settleValues(tx, asked, spec, { values: run.params as Readonly<Record<string, TypedValue>> })
  const validated = validateParams(spec.params, values, asker.profile, problems)
  if (validated.kind === 'invalid') {
    const form = await issueForm(tx, asker, { recipe: spec, values, problems: validated.problems })
    return { isDecided: true, after: () => turn.replace(form) }
  }
  const { params } = validated
  const request = { spec, params, trigger: runAgainTrigger(run.id), conversationId: run.conversationId }
  const decided = await decideStart(tx, asked, { ...request, twin: 'ask' })
  // Refused: the button stays good for when the recipe is open again.
  if (decided.kind === 'refused') return { isDecided: false, after: () => turn.tell(decided.message) }
  if (decided.kind === 'twin') return { isDecided: true, after: () => turn.replace(decided.message) }
  if (decided.kind === 'duplicate') return { isDecided: true, after: () => turn.tell(buttonUsed()) }
  const done = formTaken({ recipe: spec, params, locale: asker.profile.locale })
  return {
    isDecided: true,
    after: async () => {
      await Promise.all([turn.replace(done), startAccepted(asked, turn, { run: decided.run, spec })])
    },
  }
}

/** The card says that it is over, and its buttons are gone. */
export async function discardRun(tx: Transaction, asked: Asked, turn: Turn, { run: runId, nonce }: AgainPress): Promise<AfterCommit> {
  const { deps, asker } = asked
  const purpose = runAgainPurpose(runId)
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: formGone() })
  if (refusal) return () => turn.tell(refusal)
  await consumeNonce(tx, { nonce, purpose, caller: asker.caller })
  const spec = deps.specs.find(({ name }) => runId.startsWith(`${name}-`))
  return () => turn.replace(spec ? notRunAgain({ title: recipeTitle(spec) }) : formGone())
}
