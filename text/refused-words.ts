// What Workbot says where it doesn't do what was asked. Part of the catalogue.
import type { ErrorCode } from '../errors.js'
import { phrase, type Markdown } from './markdown.js'

/** `recipe` is a recipe's title. */
export const refusedWords = {
  notListed: ({ recipe }: { recipe: string }) =>
    phrase`*${recipe}* is open to certain people, and you aren't one of them yet. Please ask whoever looks after Workbot in your organisation.`,
  nobodyYet: ({ recipe }: { recipe: string }) =>
    phrase`*${recipe}* isn't open to anyone yet. Whoever looks after Workbot in your organisation decides who may run it.`,
  guest: () => phrase`Guests can't run recipes here.`,
  otherTenant: () => phrase`I work for another organisation than yours, so I can't run anything for you.`,
  noIdentity: () => phrase`Teams didn't tell me who you are, so I can't run anything for you.`,
  disabled: ({ recipe }: { recipe: string }) => phrase`${recipe} is switched off`,
  disabledSince: ({ since }: { since: Markdown | null }) =>
    since ? phrase`It has been off since ${since}. Your request wasn't started.` : phrase`Your request wasn't started.`,
  paused: () => phrase`Workbot is paused, so I can't start anything right now. Nothing was done.`,
  anothersButton: ({ owner }: { owner: string }) => phrase`Only ${owner} can use this button.`,
  buttonUsed: () => phrase`This button has been used already. Nothing more was done.`,
  ourSideDown: ({ code }: { code: ErrorCode }) =>
    phrase`I can't start anything right now. Nothing was done. Please try again in a few minutes. (${code})`,
} as const
