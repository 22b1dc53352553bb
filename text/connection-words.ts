// What Workbot says of personal connections: seeing, making and ending them. Part of the catalogue.
import { endItYourself } from './app-words.js'
import { formatList } from './format.js'
import { phrase, shorten, type Markdown } from './markdown.js'
import { plural } from './plural.js'

/** Names on these cards are many; none may crowd out the others. */
const NAME_AT_MOST = 60
const short = (name: string): string => shorten(name, NAME_AT_MOST)

/** `app` is an app's name, `account` as people know it, `at`, `since` and `until` come from format.ts. */
export const connectionWords = {
  title: () => phrase`Personal connections`,
  page: ({ page, pages }: { page: string; pages: string }) => phrase`Page ${page} of ${pages}`,
  next: () => phrase`Next page`,
  previous: () => phrase`Previous page`,
  inYourChat: () => phrase`Your personal connections are in your chat with me.`,
  inYourChatToo: () => phrase`I've answered in your chat with me.`,
  noChat: () => phrase`I can't message you yet. Add Workbot to Teams and ask me there.`,
  app: ({ app, org }: { app: string; org: string }) => (org === '' ? phrase`**${short(app)}**` : phrase`**${short(app)}** (${short(org)})`),
  account: ({ account }: { account: string }) => phrase`${short(account)}`,
  connected: ({ since, lastUsed }: { since: Markdown; lastUsed: Markdown | null }) =>
    lastUsed ? phrase`Connected · since ${since}, last used ${lastUsed}` : phrase`Connected · since ${since}, not used yet`,
  needsSignIn: ({ why, since }: { why: Markdown; since: Markdown | null }) =>
    since ? phrase`Needs sign-in since ${since}. ${why}` : phrase`Needs sign-in. ${why}`,
  disconnect: ({ app }: { app: string }) => phrase`Disconnect ${short(app)}`,
  signIn: ({ app }: { app: string }) => phrase`Sign in to ${short(app)}`,
  waiting: () => phrase`Waiting for your sign-in`,
  waitingForYou: () => phrase`Waiting for you`,
  stillAskedUntil: ({ app, until }: { app: string; until: Markdown }) =>
    phrase`${short(app)} is connected · Should this still be done? Waits until ${until}`,
  waitsUntil: ({ app, until }: { app: string; until: Markdown }) => phrase`${short(app)} · Waits until ${until}`,
  none: () => phrase`You have no personal connections.`,
  noneConnect: () => phrase`You'll be asked when a recipe needs one, or connect now:`,
  noneNoApp: () => phrase`You'll be asked when a recipe needs one.`,
  connect: ({ app }: { app: string }) => phrase`Connect ${short(app)}`,

  connectWhich: () => phrase`Which app shall I connect?`,
  noApp: () => phrase`No app is set up here yet. Whoever looks after Workbot in your organisation can do that.`,
  unknownApp: ({ typed }: { typed: string }) => phrase`I don't know the app “${short(typed)}”.`,
  already: ({ app, account }: { app: string; account: string }) => phrase`You're connected to ${short(app)} as ${short(account)}`,
  alreadyMore: ({ org }: { org: string }) =>
    phrase`${short(org)}. Nothing more is needed. If that isn't the account you want, sign in as another one; it then replaces this one.`,
  asAnother: () => phrase`Sign in as another account`,
  sending: ({ app }: { app: string }) => phrase`I'm sending you the sign-in to ${short(app)}.`,

  ask: ({ app }: { app: string }) => phrase`Disconnect ${short(app)}?`,
  askAccount: ({ app, account, org }: { app: string; account: string; org: string }) =>
    phrase`This is **${short(account)}** (${short(org)}). Workbot deletes its access and asks ${short(app)} to end it.`,
  willAskAgain: ({ recipes }: { recipes: readonly Markdown[] }) =>
    plural(recipes.length, {
      one: phrase`${formatList(recipes)} will ask you to sign in again.`,
      other: phrase`${formatList(recipes)} will ask you to sign in again.`,
    }),
  recipe: ({ recipe }: { recipe: string }) => phrase`*${short(recipe)}*`,
  moreRecipes: ({ count }: { count: string }) => phrase`${count} more`,
  willPause: ({ count, shown }: { count: number; shown: string }) =>
    plural(count, {
      one: phrase`${shown} run of yours pauses at its next step and asks you to sign in.`,
      other: phrase`${shown} runs of yours pause at their next step and ask you to sign in.`,
    }),
  recordsStay: () => phrase`Records you created stay.`,
  keep: () => phrase`Keep it`,
  answerBelow: () => phrase`Please answer the question below.`,
  kept: ({ app }: { app: string }) => phrase`Still connected to ${short(app)}`,
  keptMore: ({ account }: { account: string }) => phrase`${short(account)}. Nothing was changed.`,
  notConnected: () => phrase`This isn't connected any more. Nothing was changed.`,
  notConnectedTo: ({ app }: { app: string }) => phrase`You aren't connected to ${short(app)}.`,
  otherAccountNow: () => phrase`That connection isn't this account's any more. Nothing was changed.`,

  disconnected: ({ app }: { app: string }) => phrase`Disconnected from ${short(app)}`,
  disconnectedUnconfirmed: ({ app }: { app: string }) => phrase`Disconnected from ${short(app)}; ending it there isn't confirmed yet`,
  disconnectedGivenUp: ({ app }: { app: string }) => phrase`Disconnected from ${short(app)}; it never confirmed the end`,
  wasAccount: ({ account, org }: { account: string; org: string }) => phrase`${short(account)} (${short(org)})`,
  takenByOperator: () =>
    phrase`Whoever looks after Workbot in your organisation ended it. You'll be asked to sign in when a recipe needs it.`,
  takenLeft: () => phrase`Workbot was removed from your Teams, so it ended what it could do in your name.`,
  takenIdle: () => phrase`It hadn't been used for a long time. You'll be asked to sign in when a recipe needs it.`,
  takenOld: () => phrase`It was as old as your organisation lets one get. You'll be asked to sign in when a recipe needs it.`,
  takenInIncident: ({ app }: { app: string }) =>
    phrase`Whoever looks after Workbot ended all of its access to ${short(app)}. You did nothing wrong, and there's nothing to do: you'll be asked to sign in when a recipe needs it.`,
  notYours: ({ account }: { account: string }) => phrase`You said that ${short(account)} isn't your account.`,
  unansweredAsIt: ({ app }: { app: string }) => phrase`${short(app)} hasn't answered a write as it yet, so it may still be done.`,
  nothingDone: ({ app }: { app: string }) => phrase`Nothing had been done in ${short(app)} as it.`,
  doneAsIt: ({ count, shown, app }: { count: number; shown: string; app: string }) =>
    plural(count, {
      one: phrase`${shown} step had been done in ${short(app)} as it, and stays done.`,
      other: phrase`${shown} steps had been done in ${short(app)} as it, and stay done.`,
    }),
  askedAgain: () => phrase`I'm asking you to sign in again.`,
  deleted: ({ at, app }: { at: Markdown; app: string }) => phrase`Access deleted here at ${at}. ${short(app)} is being asked to end it.`,
  confirmed: ({ deleted, ended, app }: { deleted: Markdown; ended: Markdown; app: string }) =>
    phrase`Access deleted here at ${deleted} and ended at ${short(app)} at ${ended} (confirmed).`,
  confirmedAnotherDay: ({ deleted, ended, app }: { deleted: Markdown; ended: Markdown; app: string }) =>
    phrase`Access deleted here on ${deleted}, and ended at ${short(app)} on ${ended} (confirmed).`,
  unconfirmed: ({ at, until }: { at: Markdown; until: Markdown }) =>
    phrase`Workbot deleted its copy at ${at} and can't use it. It tries again until ${until} and tells you.`,
  givenUp: ({ at, app, until }: { at: Markdown; app: string; until: Markdown }) =>
    phrase`Workbot deleted its copy at ${at} and can't use it. ${short(app)} didn't confirm the end by ${until}, so I don't try any more. Please end it there, or ask your ${short(app)} admin.`,
  endItYourself: ({ appId, app }: { appId: string; app: string }) => endItYourself({ appId, app: short(app) }),
  laterConfirmed: ({ app, account }: { app: string; account: string }) =>
    phrase`${short(app)} has now ended Workbot's access as ${short(account)} (confirmed).`,
  laterGivenUp: ({ app, account }: { app: string; account: string }) =>
    phrase`${short(app)} never confirmed the end of Workbot's access as ${short(account)}. Workbot has no copy of it. Please end it there, or ask your ${short(app)} admin.`,
} as const
