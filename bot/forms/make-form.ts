// A recipe's form for one person, filled in with what they typed.
import { issueNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { formCard, type FormPerson } from '../../text/cards/form-card.js'
import type { FieldProblem, UnknownName } from '../../text/field-problem.js'
import type { Message } from '../../text/message.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { FileRef, PersonRef } from '../../workflows/params.js'
import type { TypedParameters } from '../commands/parse-parameters.js'
import type { Asker } from '../bot-deps.js'
import { parseChoice } from '../params/parse-choice.js'
import { parseDate } from '../params/parse-date.js'
import type { Settled } from '../params/settle-values.js'
import { validateParams, type TypedValue } from '../params/validate-params.js'

/** What a form's nonce is for. */
export const formPurpose = (recipe: RecipeSpec): string => `form:${recipe.name}`

export interface FilledForm {
  readonly recipe: RecipeSpec
  readonly values: Readonly<Record<string, TypedValue>>
  readonly problems: Readonly<Record<string, FieldProblem>>
  readonly unknownNames?: readonly UnknownName[]
  /** Whom its fields for people offer. */
  readonly offered?: readonly FormPerson[]
}

/** A form with a nonce of its own. */
export async function issueForm(tx: Transaction, asker: Asker, form: FilledForm): Promise<Message> {
  const nonce = await issueNonce(tx, { purpose: formPurpose(form.recipe), caller: asker.caller })
  return showForm(asker, form, nonce)
}

/** The same form again, under the nonce it has. */
export function showForm(
  { profile }: Asker,
  { recipe, values, problems, unknownNames = [], offered = [] }: FilledForm,
  nonce: string,
): Message {
  const typed = Object.entries(values).filter((entry): entry is [string, string | number] => typeof entry[1] !== 'object')
  const files = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, FileRef] => isFile(entry[1])))
  const named = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, PersonRef] => isPerson(entry[1])))
  const shown = typed.map(([key, value]) => [key, inField(recipe, key, value, profile.timeZone)] as const)
  return formCard({
    recipe,
    values: Object.fromEntries(shown),
    files,
    people: named,
    offered,
    problems,
    unknownNames,
    nonce,
    locale: profile.locale,
  })
}

/** A form for what was typed after a command. A field that is still empty says itself that it is needed. */
export function formFor(recipe: RecipeSpec, typed: TypedParameters, { profile }: Asker, settled: Settled): FilledForm {
  const validated = validateParams(recipe.params, settled.values, profile, settled.problems)
  const found = validated.kind === 'invalid' ? Object.entries(validated.problems) : []
  const problems = Object.fromEntries(found.filter(([, { kind }]) => kind !== 'missing' && kind !== 'no_file'))
  const unknownNames = typed.unknown.map(({ name, value, suggestion }) => ({
    typed: suggestion === null ? `${name}: ${value}` : name,
    nearest: suggestion === null ? null : (recipe.params[suggestion]?.label ?? null),
  }))
  return { recipe, values: settled.values, problems, unknownNames }
}

const isPerson = (value: TypedValue): value is PersonRef => typeof value === 'object' && 'aadObjectId' in value
const isFile = (value: TypedValue): value is FileRef => typeof value === 'object' && 'bytes' in value

/** Choices and dates in the field's own spelling, since a list can't show anything else; a number that was chosen so that it reads as one. */
function inField(recipe: RecipeSpec, key: string, value: string | number, timeZone: string): string {
  if (typeof value === 'number') return /^-?\d{1,3}\.\d{3}$/.test(String(value)) ? `${String(value)}0` : String(value)
  const param = recipe.params[key]
  if (param?.kind === 'choice') return parseChoice(value, param.options) ?? value
  if (param?.kind === 'date') return parseDate(value, timeZone) ?? value
  return value
}
