// What Workbot says where a run asks for several sign-ins in one card. Part of the catalogue.
import { phrase } from './markdown.js'
import { plural } from './plural.js'

interface OfApp {
  readonly app: string
}

/** `recipe` is a recipe's title, `app` an app's name, `label` its configuration's. */
export const jointWords = {
  title: ({ recipe, count, shown }: { recipe: string; count: number; shown: string }) =>
    plural(count, { one: phrase`*${recipe}* needs ${shown} sign-in`, other: phrase`*${recipe}* needs ${shown} sign-ins` }),
  waiting: ({ app, label }: OfApp & { label: string }) => phrase`**${app}** (${label}): waiting for your sign-in`,
  connected: ({ app, label }: OfApp & { label: string }) => phrase`**${app}** (${label}): connected`,
  connectedAs: ({ app, account }: OfApp & { account: string }) => phrase`**${app}**: connected as ${account}`,
  leftOut: ({ app }: OfApp) => phrase`**${app}**: left out`,
  notSignedIn: ({ app }: OfApp) => phrase`**${app}**: not signed in`,
  expired: ({ app }: OfApp) => phrase`**${app}**: nobody signed in in time`,
  notNeeded: ({ app }: OfApp) => phrase`**${app}**: no longer needed`,
  startsConnected: () => phrase`It starts when all are connected.`,
  startsAnswered: () => phrase`It starts when all are connected or left out.`,
  goesOn: ({ recipe }: { recipe: string }) => phrase`*${recipe}* has its sign-ins`,
  cancelled: ({ recipe }: { recipe: string }) => phrase`*${recipe}* was cancelled`,
  hasEnded: ({ recipe }: { recipe: string }) => phrase`*${recipe}* has ended`,
  notMine: ({ app }: OfApp) => phrase`Not my ${app} account`,
} as const
