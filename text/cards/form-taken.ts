// What a form becomes once it was submitted: no fields, what was entered.
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, facts, heading } from '../elements.js'
import { formatParam } from '../format-param.js'
import { phrase } from '../markdown.js'
import type { Message } from '../message.js'
import { recipeTitle } from '../recipe-title.js'

export interface FormTakenModel {
  readonly recipe: RecipeSpec
  /** The parsed values, as the run gets them. */
  readonly params: Readonly<Record<string, unknown>>
  readonly locale: string
}

/** Replaces the form in place, so that it can't be pressed again. */
export function formTaken({ recipe, params, locale }: FormTakenModel, text: Catalogue = english): Message {
  const title = text.run.started({ recipe: recipeTitle(recipe) })
  const rows = Object.entries(recipe.params).map(([name, param]) => {
    const value = formatParam(param, params[name], locale)
    return value === null ? null : ([text.form.label({ label: param.label, optional: false }), phrase`${value}`] as const)
  })
  return cardMessage({ summary: title, body: [heading(title), ...(rows.some((row) => row !== null) ? [facts(rows)] : [])] })
}
