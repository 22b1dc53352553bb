// What Workbot says of a person's own runs. Part of the catalogue.
import { phrase, type Markdown } from './markdown.js'
import { plural } from './plural.js'

/** `app` is an app's name; `since`, `until` and `at` come from format.ts. */
export const runWords = {
  title: () => phrase`Your runs`,
  none: () => phrase`You have no runs yet. Type *help* to see what I can do for you.`,
  ended: () => phrase`Ended`,
  sentence: ({ recipe, what }: { recipe: string; what: Markdown | null }) => (what ? phrase`*${recipe}*: ${what}` : phrase`*${recipe}*`),
  waits: ({ app, since, until }: { app: string; since: Markdown; until: Markdown }) =>
    phrase`Waits for your sign-in to ${app} since ${since}, until ${until}`,
  stillAsked: ({ until }: { until: Markdown }) => phrase`You signed in late: should it still be done? Waits until ${until}`,
  decides: ({ since }: { since: Markdown }) => phrase`Asked for ${since}. It waits for your answer, on its card in your chat with me`,
  taken: ({ since }: { since: Markdown }) => phrase`Taken since ${since}, about to start`,
  working: ({ since }: { since: Markdown }) => phrase`Working since ${since}`,
  stuck: ({ since }: { since: Markdown }) => phrase`Asked for ${since}. It can't go on until whoever looks after Workbot mends it`,
  ending: () => phrase`You cancelled it; it ends after the step that is under way`,
  endedAs: ({ state, at }: { state: keyof typeof ends; at: Markdown }) => phrase`${ends[state]()}, ${at}`,
  cancel: ({ recipe }: { recipe: string }) => phrase`Cancel ${recipe}`,
  more: ({ count, shown }: { count: number; shown: string }) =>
    plural(count, { one: phrase`And ${shown} more that is open.`, other: phrase`And ${shown} more that are open.` }),
  cancelWhich: () => phrase`Which run shall I cancel?`,
  cancelThis: () => phrase`Cancel this run?`,
  nothingToCancel: () => phrase`None of your runs is open, so there is nothing to cancel.`,
  willEnd: () => phrase`This run is cancelled. A step that is under way is finished first.`,
} as const

const ends = {
  completed: () => phrase`Done`,
  failed: () => phrase`Couldn't be finished`,
  declined: () => phrase`Not signed in`,
  expired: () => phrase`Ended: no answer in time`,
  cancelled: () => phrase`Cancelled`,
  lost: () => phrase`Lost on our side`,
} as const
