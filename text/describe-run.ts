// Says in one sentence what a run will do as the caller.
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { english, type Catalogue } from './catalogue.js'
import { formatParam } from './format-param.js'
import { joinMarkdown, phrase, type Markdown } from './markdown.js'
import { recipeTitle } from './recipe-title.js'

const VALUES_AT_MOST = 6

/** `Workbot will run *Create opportunity* as you: **Acme** (50,000, Prospecting).` @param locale of the person who reads it */
export function describeRun(
  spec: RecipeSpec,
  params: Readonly<Record<string, unknown>>,
  locale: string,
  text: Catalogue = english,
): Markdown {
  return text.signIn.willRun({ recipe: recipeTitle(spec), what: runValues(spec, params, locale) })
}

/** Of somebody who decides in another's run. @param caller whose run it is */
export function describeSigning(spec: RecipeSpec, caller: string, text: Catalogue = english): Markdown {
  return text.signIn.willSign({ recipe: recipeTitle(spec), caller })
}

/** What was entered: `**Acme** (50,000, Prospecting)`; null where there is nothing. */
export function runValues(spec: RecipeSpec, params: Readonly<Record<string, unknown>>, locale: string): Markdown | null {
  const [first, ...others] = Object.entries(spec.params)
    .map(([name, param]) => formatParam(param, params[name], locale))
    .filter((value) => value !== null)
    .slice(0, VALUES_AT_MOST)
  const bold = first === undefined ? null : phrase`**${first}**`
  const rest = joinMarkdown(
    others.map((value) => phrase`${value}`),
    ', ',
  )
  return bold && others.length > 0 ? phrase`${bold} (${rest})` : bold
}
