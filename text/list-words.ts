// What Workbot says on a list that is decided in place. Part of the catalogue.
import { phrase, shorten, type Markdown } from './markdown.js'
import { plural } from './plural.js'

const NAME_AT_MOST = 100
const ON_BUTTON_AT_MOST = 30
const DETAIL_AT_MOST = 300
const name = (words: string): string => shorten(words, NAME_AT_MOST)

/** `title`, `note` and the names of options are a recipe's; `at` comes from format.ts. */
export const listWords = {
  title: ({ title }: { title: string }) => phrase`${name(title)}`,
  note: ({ note }: { note: string }) => phrase`${shorten(note, DETAIL_AT_MOST)}`,
  line: ({ line }: { line: string }) => phrase`**${name(line)}**`,
  about: ({ about }: { about: string }) => phrase`${name(about)}`,
  choose: ({ option, line }: { option: string; line: string }) =>
    phrase`${shorten(option, ON_BUTTON_AT_MOST)} ${shorten(line, ON_BUTTON_AT_MOST)}`,
  comment: () => phrase`Comment (optional), for the button you press`,
  working: ({ option }: { option: string }) => phrase`You chose *${name(option)}*. I'm doing it.`,
  chose: ({ option, at }: { option: string; at: Markdown }) => phrase`You chose *${name(option)}*, ${at}.`,
  refused: ({ option, detail }: { option: string; detail: string }) =>
    detail === ''
      ? phrase`You chose *${name(option)}*, but it couldn't be done.`
      : phrase`You chose *${name(option)}*, but it wasn't done: ${shorten(detail, DETAIL_AT_MOST)}`,
  more: ({ count, shown, command }: { count: number; shown: string; command: string }) =>
    plural(count, {
      one: phrase`And ${shown} more. Type *${command}* again once these are decided.`,
      other: phrase`And ${shown} more. Type *${command}* again once these are decided.`,
    }),
  over: ({ command }: { command: string }) => phrase`This list is no longer in use. Type *${command}* for a new one.`,
  taken: () => phrase`Taken. The list says in a moment what came of it.`,
  notWaiting: () => phrase`This is no longer in use, or you've pressed it before. Nothing was changed.`,
} as const
