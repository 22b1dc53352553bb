// The answer to text that is no command: the nearest ones, never silence.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, pressButton } from '../elements.js'
import type { Message } from '../message.js'
import { recipeTitle } from '../recipe-title.js'
import type { HelpRecipe } from './help.js'

/** Teams shows six buttons at most on a card. */
const NEAREST_AT_MOST = 3

/**
 * @param nearest recipes open to this person whose commands resemble what was typed, the nearest first
 * @param own Workbot's own commands that do; they are typed
 */
export function unknownCommand(
  { typed, nearest, own }: { readonly typed: string; readonly nearest: readonly HelpRecipe[]; readonly own: readonly string[] },
  text: Catalogue = english,
): Message {
  const title = typed.trim() === '' ? text.help.unknownEmpty() : text.help.unknown({ typed })
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      ...(nearest.length > 0 ? [paragraph(text.help.didYouMean())] : []),
      ...(own.length > 0 ? [paragraph(text.help.orType({ commands: own.map((command) => text.help.command({ command })) }))] : []),
      ...(nearest.length + own.length === 0 ? [paragraph(text.help.typeHelp())] : []),
    ],
    buttons: nearest
      .slice(0, NEAREST_AT_MOST)
      .map((recipe) => pressButton(text.help.open({ recipe: recipeTitle(recipe) }), { press: 'openForm', recipe: recipe.name })),
  })
}
