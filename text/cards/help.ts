// `help`: the recipes open to this person, each with its hint and a button.
import { ownCommands } from '../commands.js'
import { english, type Catalogue } from '../catalogue.js'
import { buttonRow, cardMessage, heading, paragraph, pressButton, section, smallPrint } from '../elements.js'
import type { Message } from '../message.js'
import { recipeTitle } from '../recipe-title.js'

/** What `help` and the unknown-command card need of a recipe. */
export interface HelpRecipe {
  readonly name: string
  readonly command: string
  readonly hint: string
}

const RECIPES_AT_MOST = 20

/** @param recipes those that this person may run, in the order shown */
export function help({ recipes }: { readonly recipes: readonly HelpRecipe[] }, text: Catalogue = english): Message {
  const title = text.help.title()
  const own = section([
    smallPrint(text.help.own()),
    ...ownCommands.slice(1).map((each) => ({ ...smallPrint(text.help.ownCommand(each)), spacing: 'Small' as const })),
  ])
  if (recipes.length === 0) return cardMessage({ summary: text.help.summary(), body: [heading(title), paragraph(text.help.none()), own] })
  const others = recipes.slice(RECIPES_AT_MOST)
  return cardMessage({
    summary: text.help.summary(),
    body: [
      heading(title),
      smallPrint(text.help.how()),
      ...recipes
        .slice(0, RECIPES_AT_MOST)
        .map((recipe) =>
          section([
            paragraph(text.help.hint(recipe)),
            buttonRow([pressButton(text.help.open({ recipe: recipeTitle(recipe) }), { press: 'openForm', recipe: recipe.name })]),
          ]),
        ),
      ...(others.length > 0 ? [section([paragraph(text.help.more({ commands: others.map((recipe) => text.help.command(recipe)) }))])] : []),
      own,
    ],
  })
}
