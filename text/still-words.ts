// What is said after a sign-in that came late: whether what waited should still be done. Part of the catalogue.
import { phrase } from './markdown.js'
import { plural } from './plural.js'

/** `recipe` is a recipe's title. */
export const stillWords = {
  title: ({ recipe }: { recipe: string }) => phrase`Still do *${recipe}*?`,
  titleOfSeveral: ({ count, shown }: { count: number; shown: string }) =>
    plural(count, { one: phrase`Still do this?`, other: phrase`Still do these ${shown} runs?` }),
  waited: ({ count }: { count: number }) =>
    plural(count, {
      one: phrase`It has waited for more than eight hours, so I ask before I go on with it.`,
      other: phrase`They have waited for more than eight hours, so I ask before I go on with them.`,
    }),
  goingOn: () => phrase`Your run goes on.`,
  doIt: ({ recipe }: { recipe: string }) => phrase`Go on with ${recipe}`,
} as const
