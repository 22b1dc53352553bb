// The answer to text that is no command: the nearest ones, never silence.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, pressButton } from '../elements.js'
import type { Message } from '../message.js'
import { recipeTitle } from '../recipe-title.js'
import type { HelpRecipe } from './help.js'

/** Teams shows six buttons at most on a card. */
const NEAREST_AT_MOST = 3

/** @param nearest recipes open to this person whose commands resemble what was typed, the nearest first */
export function unknownCommand(
  { typed, nearest }: { readonly typed: string; readonly nearest: readonly HelpRecipe[] },
  text: Catalogue = english,
): Message {
  const title = typed.trim() === '' ? text.help.unknownEmpty() : text.help.unknown({ typed })
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(nearest.length > 0 ? text.help.didYouMean() : text.help.typeHelp())],
    buttons: nearest
      .slice(0, NEAREST_AT_MOST)
      .map((recipe) => pressButton(text.help.open({ recipe: recipeTitle(recipe) }), { press: 'openForm', recipe: recipe.name })),
  })
}
