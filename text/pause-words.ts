// What Workbot says where a sign-in that was there is of no use any more. Part of the catalogue.
import { phrase, shorten, type Markdown } from './markdown.js'
import { plural } from './plural.js'

/** A list of connections says this of each. */
const APP_AT_MOST = 60

/** How a sign-in ended, as far as people are told. */
type HowItEnded = 'by_app' | 'ran_out' | 'unreadable' | 'answer_lost' | 'client_changed' | 'disconnected' | 'not_mine'

/** @param why a short word of connections/mark-needs-sign-in.ts or why-sign-in.ts; null or empty where it wasn't kept */
export function howSignInEnded(why: string | null): HowItEnded {
  switch (why) {
    case 'no_refresh_token':
      return 'ran_out'
    case 'tokens_refused':
      return 'unreadable'
    case 'refresh_answer_lost':
      return 'answer_lost'
    case 'client_changed':
    case 'disconnected':
    case 'not_mine':
      return why
    default:
      return 'by_app'
  }
}

/** `app` is an app's name. */
export const pauseWords = {
  ended: ({ app, how }: { app: string; how: HowItEnded }) => ended[how](shorten(app, APP_AT_MOST)),
  stepsDone: ({ count, shown }: { count: number; shown: string }) =>
    plural(count, { one: phrase`${shown} step is done and stays done.`, other: phrase`${shown} steps are done and stay done.` }),
  goOn: () => phrase`Sign in and I go on.`,
} as const

const ended: Readonly<Record<HowItEnded, (app: string) => Markdown>> = {
  by_app: (app) => phrase`${app} ended your sign-in.`,
  ran_out: (app) => phrase`Your sign-in to ${app} ran out.`,
  unreadable: (app) => phrase`What I kept of your sign-in to ${app} can't be used any more.`,
  answer_lost: (app) => phrase`${app}'s answer was lost when your sign-in was renewed, so I can't use it any more.`,
  client_changed: (app) => phrase`Workbot is registered anew at ${app}, so your sign-in ended.`,
  disconnected: (app) => phrase`You disconnected ${app}.`,
  not_mine: (app) => phrase`You said that the ${app} account wasn't yours.`,
}
