// The form of a recipe's parameters: filled in with what was typed, with each problem beside its field.
import type { IChoiceSetInput } from '@microsoft/teams.cards'
import type { FileParam, Param } from '../../workflows/params.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { english, type Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  heading,
  lineBelow,
  paragraph,
  pressButton,
  primary,
  problem,
  smallPrint,
  type Element,
} from '../elements.js'
import type { FieldProblem, UnknownName } from '../field-problem.js'
import { formatBytes, formatNumber } from '../format.js'
import { shorten } from '../markdown.js'
import type { Message } from '../message.js'
import { formInputId, type Press } from '../press.js'
import { recipeTitle } from '../recipe-title.js'
import { problemWords } from '../problem-words.js'

export interface FormPerson {
  readonly aadObjectId: string
  readonly name: string
}
/** A file that goes along when the form is submitted. */
export interface FormFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

export interface FormCardModel {
  readonly recipe: RecipeSpec
  /** What the person typed so far, by parameter, as typed; a date as `YYYY-MM-DD`. */
  readonly values: Readonly<Record<string, string>>
  /** People who were named, by parameter. */
  readonly people?: Readonly<Record<string, FormPerson>>
  /** Whom the fields for people offer where the client has no picker of its own. */
  readonly offered?: readonly FormPerson[]
  /** Files that were sent, by parameter. */
  readonly files?: Readonly<Record<string, FormFile>>
  readonly problems: Readonly<Record<string, FieldProblem>>
  readonly unknownNames: readonly UnknownName[]
  /** One-time: two presses start one run. */
  readonly nonce: string
  readonly locale: string
}

const UNKNOWN_NAMES_AT_MOST = 5
/** All values together, so that the card stays under what Teams takes. */
const VALUES_LENGTH = 4_000
const SINGLE_LINE_LENGTH = 255

/** Numbers are text inputs: Teams' number input loses decimals and knows no `50k`. */
export function formCard(model: FormCardModel, text: Catalogue = english): Message {
  const { recipe } = model
  const words = { recipe: recipeTitle(recipe) }
  return cardMessage({
    summary: text.form.summary(words),
    body: [
      heading(text.form.title(words)),
      smallPrint(text.form.hint(recipe)),
      ...model.unknownNames.slice(0, UNKNOWN_NAMES_AT_MOST).map((name) => paragraph(text.form.unknownName(name))),
      ...Object.entries(recipe.params).flatMap(([name, param]) => field(model, name, param, text)),
    ],
    buttons: [primary(pressButton(text.form.start(words), submit(model)))],
  })
}

/** What the form's buttons carry besides its fields. */
function submit({ recipe, nonce, files = {} }: FormCardModel): Extract<Press, { press: 'submitForm' }> {
  const ids = Object.entries(files).map(([name, { id }]) => [name, id] as const)
  return { press: 'submitForm', recipe: recipe.name, nonce, ...(ids.length > 0 && { files: Object.fromEntries(ids) }) }
}

function field(model: FormCardModel, name: string, param: Param, text: Catalogue): Element[] {
  const wrong = model.problems[name]
  return [
    ...(param.kind === 'file' ? fileField(model, name, param, text) : [input(model, name, param, text)]),
    ...(wrong ? [problem(problemWords({ label: param.label, problem: wrong, locale: model.locale }, text))] : []),
    ...(wrong?.kind === 'ambiguous' ? [readings(model, name, wrong.readings, text)] : []),
  ]
}

/** Cards have no field for a file: it is sent in the chat. */
function fileField(
  { recipe, files = {}, locale }: FormCardModel,
  name: string,
  param: Param,
  { form, param: words }: Catalogue,
): Element[] {
  const optional = param.optional === true
  const title = { recipe: recipeTitle(recipe) }
  const file = files[name]
  const shown = file && words.hasFile({ name: file.name, size: formatBytes(file.bytes, locale) })
  return [
    paragraph(words.label({ label: form.label({ label: param.label, optional }) })),
    lineBelow(shown ?? (optional ? words.sendFileOptional(title) : words.sendFile(title))),
  ]
}

/** Each button submits the form with its reading of the number, so one press settles it. */
function readings(model: FormCardModel, name: string, numbers: readonly number[], text: Catalogue): Element {
  return buttonRow(
    numbers.map((value) =>
      pressButton(text.form.reading({ value: formatNumber(value, model.locale) }), { ...submit(model), chosen: { [name]: value } }),
    ),
  )
}

function input(model: FormCardModel, name: string, param: Exclude<Param, FileParam>, text: Catalogue): Element {
  const { recipe, values } = model
  const optional = param.optional === true
  const common = {
    id: formInputId(name),
    label: text.form.label({ label: param.label, optional }).plain,
    ...(!optional && { isRequired: true, errorMessage: text.form.missing(param).plain }),
  }
  const value = shorten(values[name] ?? '', Math.floor(VALUES_LENGTH / Object.keys(recipe.params).length))
  const typed = value === '' ? {} : { value }
  switch (param.kind) {
    case 'text':
      return { type: 'Input.Text', ...common, ...typed, maxLength: param.maxLength, isMultiline: param.maxLength > SINGLE_LINE_LENGTH }
    case 'number':
      return { type: 'Input.Text', ...common, ...typed, placeholder: text.form.numberHint().plain }
    case 'person':
      return peoplePicker(model, common, name, text)
    case 'record':
      return { type: 'Input.Text', ...common, ...typed, maxLength: 500, placeholder: text.param.recordHint().plain }
    case 'choice': {
      const chosen = param.options.includes(value) ? { value } : {}
      const choices = param.options.map((option) => ({ title: text.form.option({ option }).plain, value: option }))
      return { type: 'Input.ChoiceSet', ...common, ...chosen, style: 'compact', choices, placeholder: text.form.chooseHint().plain }
    }
    case 'date':
      return { type: 'Input.Date', ...common, ...(/^\d{4}-\d{2}-\d{2}$/.test(value) ? { value } : {}) }
  }
}

/**
 * Teams searches the organisation's people by itself; other clients show whom we offer.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
function peoplePicker(
  { people = {}, offered = [] }: FormCardModel,
  common: Pick<IChoiceSetInput, 'id' | 'label' | 'isRequired' | 'errorMessage'>,
  name: string,
  { param, form }: Catalogue,
): Element {
  const chosen = people[name]
  const shown = chosen ? [chosen, ...offered.filter(({ aadObjectId }) => aadObjectId !== chosen.aadObjectId)] : offered
  return {
    ...{ type: 'Input.ChoiceSet', ...common, style: 'compact', placeholder: param.personHint().plain },
    choices: shown.map(({ name: title, aadObjectId }) => ({ title: form.option({ option: title }).plain, value: aadObjectId })),
    ...(offered.length === 0 && { 'choices.data': { type: 'Data.Query' as const, dataset: 'graph.microsoft.com/users' } }),
    ...(chosen && { value: chosen.aadObjectId }),
  }
}
