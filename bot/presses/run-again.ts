// *Run again with the same entries* and *Discard*, under a run that ended before it did anything.
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { findRunAgain, runAgainPurpose, runAgainTrigger } from '../../runs/run-again.js'
import { formTaken } from '../../text/cards/form-taken.js'
import { buttonUsed, formGone, notRunAgain, runHasDone, runStillEnds } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { startAccepted } from '../start-command.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'
import { startAgain, type StartedAgain } from './start-again.js'

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
  const start = await startAgain(tx, asked, { spec, run: again.run, trigger: runAgainTrigger(runId) })
  // Refused: the button stays good for when the recipe is open again.
  if (start.kind !== 'refused') await consumeNonce(tx, { nonce, purpose, caller })
  return () => tellOf(asked, turn, spec, start)
}

async function tellOf(asked: Asked, turn: Turn, spec: RecipeSpec, start: StartedAgain): Promise<void> {
  switch (start.kind) {
    case 'refused':
      return turn.tell(start.message)
    case 'asks':
      return turn.replace(start.message)
    case 'duplicate':
      return turn.tell(buttonUsed())
    case 'accepted': {
      const done = formTaken({ recipe: spec, params: start.run.params, locale: asked.asker.profile.locale })
      await Promise.all([turn.replace(done), startAccepted(asked, turn, { run: start.run, spec })])
    }
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
