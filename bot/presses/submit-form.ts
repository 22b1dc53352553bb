// A submitted form: checked again, then accepted in the transaction that uses its nonce up.
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { formTaken } from '../../text/cards/form-taken.js'
import { formGone } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { formPurpose, showForm } from '../forms/make-form.js'
import { settleValues } from '../params/settle-values.js'
import { validateParams, type ParamValue } from '../params/validate-params.js'
import { decideStart, startAccepted } from '../start-command.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'
import type { PressedButton } from './read-press.js'

type Submitted = PressedButton & { readonly press: Extract<Press, { press: 'submitForm' }> }

/** Wrong values bring the form back in place, with its nonce still good and nothing of what was typed lost. */
export async function submitForm(tx: Transaction, asked: Asked, turn: Turn, { press, fields }: Submitted): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { nonce, chosen = {}, files = {} } = press
  const spec = deps.specs.find(({ name }) => name === press.recipe)
  if (!spec) return () => turn.tell(formGone())
  const refusal = await checkOwner(tx, asked, { nonce, purpose: formPurpose(spec), unknown: formGone() })
  if (refusal) return () => turn.tell(refusal)

  const { values, problems } = await settleValues(tx, asked, spec, { values: { ...fields, ...chosen }, fileIds: files })
  const validated = validateParams(spec.params, values, asker.profile, problems)
  if (validated.kind === 'invalid') {
    const form = showForm(asker, { recipe: spec, values, problems: validated.problems, offered: asked.people.offered }, nonce)
    return () => turn.replace(form)
  }
  return start(tx, asked, turn, { spec, nonce, params: validated.params })
}

async function start(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { spec, nonce, params }: { spec: RecipeSpec; nonce: string; params: Readonly<Record<string, ParamValue>> },
): Promise<AfterCommit> {
  const { asker } = asked
  const decided = await decideStart(tx, asked, { spec, params, trigger: nonce, twin: 'ask' })
  // Refused: the form stays good for when the recipe is open again.
  if (decided.kind === 'refused') return () => turn.tell(decided.message)
  await consumeNonce(tx, { nonce, purpose: formPurpose(spec), caller: asker.caller })
  if (decided.kind === 'twin') return () => turn.replace(decided.message)
  const done = formTaken({ recipe: spec, params, locale: asker.profile.locale })
  if (decided.kind === 'duplicate') return () => turn.replace(done)
  return async () => {
    await Promise.all([turn.replace(done), startAccepted(asked, turn, { run: decided.run, spec })])
  }
}
