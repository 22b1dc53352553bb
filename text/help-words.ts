// What Workbot says of itself and of what it can do. Part of the catalogue.
import { formatList } from './format.js'
import { phrase, shorten, type Markdown } from './markdown.js'

const TYPED_AT_MOST = 80

/** `recipe` is a recipe's title. */
export const helpWords = {
  title: () => phrase`What I can do for you`,
  summary: () => phrase`What Workbot can do for you`,
  how: () => phrase`Press a button, or type its name. I ask for what I need.`,
  recipe: ({ recipe }: { recipe: string }) => phrase`**${recipe}**`,
  hint: ({ hint }: { hint: string }) => phrase`${hint}`,
  open: ({ recipe }: { recipe: string }) => phrase`${recipe}`,
  more: ({ commands }: { commands: readonly Markdown[] }) => phrase`You can also type: ${formatList(commands)}`,
  own: () => phrase`You can always type:`,
  ownCommand: ({ command, hint }: { command: string; hint: string }) => phrase`*${command}*: ${hint}`,
  command: ({ command }: { command: string }) => phrase`*${command}*`,
  none: () => phrase`No recipe is open to you yet. Whoever looks after Workbot in your organisation can open one.`,
  unknown: ({ typed }: { typed: string }) => phrase`I don't know the command “${shorten(typed, TYPED_AT_MOST)}”`,
  unknownEmpty: () => phrase`I didn't find a command in that`,
  didYouMean: () => phrase`Did you mean one of these? *help* lists everything.`,
  orType: ({ commands }: { commands: readonly Markdown[] }) => phrase`You may have meant ${formatList(commands)}. *help* lists everything.`,
  typeHelp: () => phrase`Type *help* to see what I can do.`,
  greeting: () => phrase`Hello, I'm Workbot`,
  whatItIs: () =>
    phrase`I run recipes for you in your organisation's apps. Where a recipe acts as you, I ask you to sign in to the app once, and then do only what the recipes you start do.`,
  inTeam: ({ addedBy }: { addedBy: string | null }) =>
    addedBy ? phrase`${addedBy} added me here. I read only messages that mention me.` : phrase`I read only messages that mention me.`,
  runBy: ({ name }: { name: string }) => phrase`${name} runs me here. Ask them if something doesn't work.`,
  privacy: () => phrase`What happens with your data`,
  start: () => phrase`Type *help* to see what I can do for you.`,
  mentionHelp: () => phrase`Mention me with *help* to see what I can do for you.`,
} as const
