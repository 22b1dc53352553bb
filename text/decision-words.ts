// What Workbot asks of a write whose answer was lost, and how that ended. Part of the catalogue.
import { phrase, shorten, type Markdown } from './markdown.js'

const APP_AT_MOST = 60
const SUBJECT_AT_MOST = 120

/** `app` is an app's name, `recipe` a recipe's title, `until` comes from format.ts. */
export const decisionWords = {
  title: ({ app, recipe }: { app: string; recipe: string }) => phrase`*${recipe}*: ${shorten(app, APP_AT_MOST)}'s answer was lost`,
  lost: ({ app, what }: { app: string; what: Markdown }) =>
    phrase`${shorten(app, APP_AT_MOST)} took the request but its answer was lost. I can't tell whether this was done: ${what}.`,
  /** @param action in words: `create task` */
  what: ({ action, subject }: { action: string; subject: string | null }) =>
    subject === null ? phrase`**${action}**` : phrase`**${action}** (${shorten(subject, SUBJECT_AT_MOST)})`,
  lookFirst: ({ app }: { app: string }) =>
    phrase`Please look in ${shorten(app, APP_AT_MOST)}. If it's there, *Skip*. If it isn't, *Try again*: where it was done after all, that does it twice.`,
  orCheck: ({ app }: { app: string }) => phrase`*Check again* has me ask ${shorten(app, APP_AT_MOST)} once more, and does nothing twice.`,
  sentAs: () => phrase`Sent as`,
  account: ({ account }: { account: string }) => phrase`${account}`,
  waitsUntil: () => phrase`Waits until`,
  check: () => phrase`Check again`,
  again: () => phrase`Try again`,
  skip: () => phrase`Skip`,
  chose: ({ answer }: { answer: 'check' | 'again' | 'skip' }) => chosen[answer](),
  expired: () => phrase`Nobody answered in time, so I left it at that: it may have been done, or not.`,
  cancelled: () => phrase`This run has ended. I still can't tell whether it was done.`,
  unsure: ({ app, what }: { app: string; what: Markdown }) =>
    phrase`I couldn't tell whether this was done in ${shorten(app, APP_AT_MOST)}: ${what}. Please look there.`,
} as const

const chosen = {
  check: () => phrase`You chose *Check again*. I'm asking.`,
  again: () => phrase`You chose *Try again*. I'm doing it once more.`,
  skip: () => phrase`You chose *Skip*. I leave it as it is: it may have been done, or not.`,
} as const
