// Everything Workbot says in Teams, in one place. Each entry is a function of its data; `phrase` escapes the data.
import type { FactLabel } from '../apps/define-app.js'
import type { AppErrorKind } from '../apps/errors.js'
import type { ErrorCode } from '../errors.js'
import { askWords } from './ask-words.js'
import { noteForAdmin } from './app-words.js'
import { choiceWords } from './choice-words.js'
import { connectionWords } from './connection-words.js'
import { decisionWords } from './decision-words.js'
import { formatList } from './format.js'
import { helpWords } from './help-words.js'
import { jointWords } from './joint-words.js'
import { listWords } from './list-words.js'
import { phrase, shorten, type Markdown } from './markdown.js'
import { paramWords } from './param-words.js'
import { pauseWords } from './pause-words.js'
import { plural } from './plural.js'
import { proposalWords } from './proposal-words.js'
import { refusedWords } from './refused-words.js'
import { runWords } from './run-words.js'
import { stillWords } from './still-words.js'

const TYPED_AT_MOST = 80

/** `recipe` is a recipe's title, `app` an app's name, `at` and `until` come from format.ts. */
export const english = {
  connections: connectionWords,
  runs: runWords,
  paused: pauseWords,
  still: stillWords,
  decision: decisionWords,
  proposal: proposalWords,
  choice: choiceWords,
  list: listWords,
  param: paramWords,
  refused: refusedWords,
  asks: askWords,
  help: helpWords,
  joint: jointWords,

  signIn: {
    title: ({ app, recipe }: { app: string; recipe: string }) => phrase`Sign in to ${app} to continue *${recipe}*`,
    titleOfSeveral: ({ app, count, shown }: { app: string; count: number; shown: string }) =>
      plural(count, {
        one: phrase`Sign in to ${app} to continue ${shown} run`,
        other: phrase`Sign in to ${app} to continue ${shown} runs`,
      }),
    willRun: ({ recipe, what }: { recipe: string; what: Markdown | null }) =>
      what ? phrase`Workbot will run *${recipe}* as you: ${what}.` : phrase`Workbot will run *${recipe}* as you.`,
    willSign: ({ recipe, caller }: { recipe: string; caller: string }) =>
      phrase`You decided in *${recipe}* of ${caller}. Workbot records that as you.`,
    for: () => phrase`For`,
    person: ({ name, email }: { name: string; email: string }) => (email ? phrase`${name}, ${email}` : phrase`${name}`),
    app: ({ app }: { app: string }) => phrase`${app}`,
    askedIn: () => phrase`Asked in`,
    thisChat: () => phrase`This chat`,
    chatOf: ({ name }: { name: string }) => phrase`The chat of ${name} with me`,
    groupChat: () => phrase`A group chat`,
    channel: () => phrase`A channel`,
    waitsUntil: () => phrase`Waits until`,
    askedInUntil: ({ where, until }: { where: Markdown; until: Markdown }) => phrase`Asked in: ${where} · Waits until: ${until}`,
    once: ({ app }: { app: string | Markdown }) =>
      phrase`You are asked once. Workbot can then do in ${app} what you can; it does only what recipes you start do, and what you decide in others'. End it any time: *${'personal_connections'}*.`,
    again: ({ app }: { app: string }) =>
      phrase`Workbot can then do in ${app} what you can; it does only what recipes you start do, and what you decide in others'. End it any time: *${'personal_connections'}*.`,
    signIn: ({ app }: { app: string }) => phrase`Sign in to ${app}`,
    linkUntil: () => phrase`Valid until`,
    notMyAccount: () => phrase`Not my account`,
    asBefore: ({ account }: { account: string }) =>
      phrase`It began as ${account}. Sign in with that account: with another one it goes on waiting.`,
    goOnWithout: ({ app }: { app: string }) => phrase`Go on without ${app}`,
    goingOnWithout: () => phrase`Your run goes on without this sign-in.`,
    cancelRun: () => phrase`Cancel this run`,
    cancelNamed: ({ recipe }: { recipe: string }) => phrase`Cancel ${recipe}`,
    more: ({ count }: { count: number }) => plural(count, { one: phrase`And ${count} more run.`, other: phrase`And ${count} more runs.` }),
    connected: ({ app, account }: { app: string; account: string }) => phrase`Connected to ${app} as ${account}`,
    goingOn: ({ org, recipes }: { org: string; recipes: readonly Markdown[] }) =>
      recipes.length > 0 ? phrase`${org}. Going on with ${formatList(recipes)}.` : phrase`${org}.`,
    declined: ({ app }: { app: string }) => phrase`Not signed in to ${app}`,
    youDeclined: ({ app }: { app: string }) => phrase`You chose *Deny* at ${app}. Nothing was connected.`,
    cancelled: ({ app }: { app: string }) => phrase`Sign-in to ${app} is no longer needed`,
    nothingWaits: () => phrase`No run waits for it any more. Nothing was connected.`,
    expired: ({ app }: { app: string }) => phrase`The sign-in to ${app} has ended`,
    nobodySignedIn: () => phrase`Nobody signed in in time. Nothing was connected.`,
    wasFor: ({ recipes }: { recipes: readonly Markdown[] }) => phrase`It was for ${formatList(recipes)}.`,
    sentToYou: ({ name, app }: { name: string; app: string | Markdown }) =>
      phrase`${name}, please sign in to ${app} first. I've sent you a message.`,
    sameSignIn: ({ recipe, app }: { recipe: string; app: string }) =>
      phrase`*${recipe}* waits for the same sign-in to ${app}, on the card above.`,
    cannotMessageYet: ({ name }: { name: string }) => phrase`${name}, I can't message you yet`,
    addWorkbot: ({ until }: { until: Markdown }) => phrase`Add Workbot to Teams and your sign-in will be there. It waits until ${until}.`,
    add: () => phrase`Add Workbot`,
    endsSoon: ({ app, days, command }: { app: string; days: number; command: string }) =>
      plural(days, {
        one: phrase`Your sign-in to ${app} ends within a day, and can't be renewed. Send me *${command}* before that, and your runs won't have to wait.`,
        other: phrase`Your sign-in to ${app} ends in ${days} days, and can't be renewed. Send me *${command}* before that, and your runs won't have to wait.`,
      }),
    someoneElseOpened: ({ app, runs }: { app: string; runs: number }) => {
      if (runs === 0) return phrase`Someone else opened your sign-in link for ${app}. Nothing was connected.`
      return plural(runs, {
        one: phrase`Someone else opened your sign-in link for ${app}. Nothing was connected, and your run still waits.`,
        other: phrase`Someone else opened your sign-in link for ${app}. Nothing was connected, and your runs still wait.`,
      })
    },
  },

  wall: {
    missed: ({ app }: { app: string }) =>
      phrase`${app} didn't send you back. If it said *blocked* or *not approved*, your ${app} admin must allow Workbot once.`,
    tryAgain: () => phrase`Try again`,
    copyNote: () => phrase`Copy a note for the admin`,
    note: noteForAdmin,
  },

  reminder: {
    title: ({ app, recipe }: { app: string; recipe: string }) => phrase`*${recipe}* still waits for your sign-in to ${app}`,
    titleOfSeveral: ({ app, count, shown }: { app: string; count: number; shown: string }) =>
      plural(count, {
        one: phrase`${shown} run still waits for your sign-in to ${app}`,
        other: phrase`${shown} runs still wait for your sign-in to ${app}`,
      }),
    ends: ({ app, until }: { app: string; until: Markdown }) => phrase`If you don't sign in to ${app} by ${until}, it ends.`,
    firstEnds: ({ app, until }: { app: string; until: Markdown }) =>
      phrase`If you don't sign in to ${app} by ${until}, the first of them ends.`,
    elsewhere: () => phrase`To cancel, use the card above, or type *status*.`,
  },

  run: {
    names: ({ recipe, count }: { recipe: string; count: number }) =>
      plural(count, { one: phrase`*${recipe}*`, other: phrase`*${recipe}* (${count} runs)` }),
    taken: ({ recipe }: { recipe: string }) => phrase`*${recipe}* is taken. It starts as soon as I can reach Temporal.`,
    started: ({ recipe }: { recipe: string }) => phrase`*${recipe}* is started`,
    twin: ({ recipe }: { recipe: string }) => phrase`You already have this *${recipe}* waiting for your sign-in`,
    show: () => phrase`Show it`,
    startAnother: () => phrase`Start another`,
    notWaiting: () => phrase`This run doesn't wait any more. Nothing was changed.`,
    cancelled: () => phrase`This run is cancelled.`,
    stuck: ({ recipe }: { recipe: string }) =>
      phrase`Your *${recipe}* can't go on just now. Whoever looks after Workbot in your organisation has to mend it; then it goes on by itself.`,
    stillEnds: () => phrase`This run is just ending. Press the button again in a moment.`,
    hasDone: () => phrase`This run did something in an app before it ended, so it isn't run again from here. Nothing more was done.`,
    notRunAgain: ({ recipe }: { recipe: string }) => phrase`*${recipe}* has ended and won't be run again. Nothing was done.`,
    shownAgain: () => phrase`I'm sending its sign-in to your chat with me again.`,
    resultSent: ({ name }: { name: string }) => phrase`${name}, I've sent you the result.`,
    resultWaits: ({ recipe }: { recipe: string }) =>
      phrase`*${recipe}* has ended, and what it says is for you alone. Add Workbot to Teams and it will be there.`,
  },

  receipt: {
    summary: ({ recipe }: { recipe: string }) => phrase`${recipe} is done`,
    fact: ({ label }: { label: FactLabel }) => factLabels[label](),
    value: ({ value }: { value: string }) => phrase`${value}`,
    /** What the facts beside it are of. */
    record: ({ name }: { name: string }) => phrase`${name}`,
    line: ({ line }: { line: string }) => phrase`${line}`,
    column: ({ column }: { column: string }) => phrase`${column}`,
    cell: ({ value }: { value: string }) => phrase`${value}`,
    noValue: () => phrase`–`,
    moreRows: ({ count }: { count: number }) =>
      plural(count, { one: phrase`And ${count} more row.`, other: phrase`And ${count} more rows.` }),
    moreLines: ({ count }: { count: number }) =>
      plural(count, { one: phrase`And ${count} more line.`, other: phrase`And ${count} more lines.` }),
    notDone: ({ name, kind, detail }: { name: string; kind: AppErrorKind; detail: string }) =>
      phrase`Not done for ${name}: ${detail === '' ? refusals[kind]() : phrase`${detail}`}`,
    personal: ({ app, account, org, at }: IdentityWords) => phrase`Done in ${app} as ${account} (${org}), ${at}`,
    shared: ({ app, account, org, at, caller }: IdentityWords & { caller: string }) =>
      phrase`Done in ${app} with the shared connection ${account} (${org}), for ${caller}, ${at}`,
    run: ({ run }: { run: string }) => phrase`Run ${run}`,
    open: ({ app }: { app: string }) => phrase`Open in ${app}`,
    openNamed: ({ app, name }: { app: string; name: string }) => phrase`Open ${name} in ${app}`,
    /** @param action in words: `post to chatter` */
    openOf: ({ app, action }: { app: string; action: string }) => phrase`Open in ${app}: ${action}`,
  },

  ended: {
    title: ({ recipe }: { recipe: string }) => phrase`${recipe} has ended`,
    titleFailed: ({ recipe }: { recipe: string }) => phrase`${recipe} couldn't be finished`,
    titleFor: ({ recipe, caller }: { recipe: string; caller: string }) => phrase`${recipe} for ${caller} has ended`,
    titleFailedFor: ({ recipe, caller }: { recipe: string; caller: string }) => phrase`${recipe} for ${caller} couldn't be finished`,
    declined: ({ app }: { app: string }) => phrase`Not signed in: *Deny* was chosen at ${app}.`,
    cancelledByYou: () => phrase`You cancelled it.`,
    cancelledBy: ({ caller }: { caller: string }) => phrase`${caller} cancelled it.`,
    stopped: () => phrase`It was stopped by whoever looks after Workbot in your organisation.`,
    expired: ({ app, until }: { app: string; until: Markdown }) => phrase`Nobody signed in to ${app} by ${until}.`,
    unanswered: ({ until }: { until: Markdown }) => phrase`It waited until ${until} to hear whether it should still be done.`,
    signer: ({ name, app, how }: { name: string; app: string; how: 'cancelled' | 'left' | 'denied' }) =>
      ({
        cancelled: phrase`${name} decided, but then cancelled the sign-in to ${app}, so it isn't recorded there.`,
        denied: phrase`${name} decided, but then chose *Deny* at ${app}, so it isn't recorded there.`,
        left: phrase`${name} decided, but can't sign in to ${app} any more: they left before it was recorded there.`,
      })[how],
    noneMeant: () => phrase`None of those that fit was the one you meant. Start it again with more of its name, or with its id or address.`,
    notChosen: ({ until }: { until: Markdown }) => phrase`It waited until ${until} to hear which one was meant.`,
    nothingDone: ({ app }: { app: string }) => phrase`Nothing was done in ${app}.`,
    done: ({ count, app }: { count: number; app: string }) =>
      plural(count, {
        one: phrase`${count} step was done in ${app} before that, and stays done.`,
        other: phrase`${count} steps were done in ${app} before that, and stay done.`,
      }),
    mayBeDone: ({ app }: { app: string }) =>
      phrase`A request to ${app} got no answer, so it may have been done. Please look in ${app} before you start it again.`,
    denied: ({ app, account }: { app: string; account: string | null }) =>
      account
        ? phrase`${app} doesn't let ${account} do this. Your ${app} admin can.`
        : phrase`${app} doesn't allow this. Your ${app} admin can.`,
    rejected: ({ app }: { app: string }) => phrase`${app} refused the request. Please correct the values and start it again.`,
    unavailable: ({ app }: { app: string }) => phrase`${app} isn't answering. Please try again later.`,
    rateLimited: ({ app }: { app: string }) => phrase`${app} takes no more requests for now. Please try again later.`,
    outcomeUnknown: ({ app }: { app: string }) =>
      phrase`${app} took the request but its answer was lost. I can't tell whether it was done. Please look in ${app} before you start it again.`,
    authExpired: ({ app }: { app: string }) =>
      phrase`${app} signed you out again right after you signed in. Please ask your ${app} admin why.`,
    sharedMissing: ({ app }: { app: string }) =>
      phrase`This uses the shared ${app} connection, which isn't connected now. Whoever looks after Workbot in your organisation can connect it.`,
    callRefused: () => phrase`It uses another recipe that isn't open to you. Whoever looks after Workbot can open it.`,
    cannotContinue: () =>
      phrase`It was to go on where an earlier run stopped, and can't: the recipe was changed since, or what that run had read isn't kept any more. Nothing was done a second time.`,
    lost: ({ app }: { app: string }) =>
      phrase`I lost track of it on our side, so it won't go on. Please look in ${app} before you start it again.`,
    unexpected: () => phrase`Something went wrong on our side. Please tell whoever looks after Workbot in your organisation.`,
    appSaid: ({ app, detail }: { app: string; detail: string }) => phrase`${app} says: ${detail}`,
    runAgain: () => phrase`Run again`,
    runAgainSame: () => phrase`Run again with the same entries`,
    discard: () => phrase`Discard`,
    reference: ({ code, run }: { code: ErrorCode | null; run: string }) => (code ? phrase`Run ${run} · ${code}` : phrase`Run ${run}`),
  },

  form: {
    title: ({ recipe }: { recipe: string }) => phrase`${recipe}`,
    summary: ({ recipe }: { recipe: string }) => phrase`${recipe}: please fill in`,
    hint: ({ hint }: { hint: string }) => phrase`${hint}`,
    label: ({ label, optional }: { label: string; optional: boolean }) => (optional ? phrase`${label} (optional)` : phrase`${label}`),
    option: ({ option }: { option: string }) => phrase`${option}`,
    start: ({ recipe }: { recipe: string }) => phrase`Start ${recipe}`,
    numberHint: () => phrase`For example 50000 or 50k`,
    chooseHint: () => phrase`Choose one`,
    missing: ({ label }: { label: string }) => phrase`${label}: this is needed.`,
    notANumber: ({ label, typed }: { label: string; typed: string }) => phrase`${label}: “${short(typed)}” isn't a number I can read.`,
    tooSmall: ({ label, min }: { label: string; min: string }) => phrase`${label}: it must be ${min} or more.`,
    tooLarge: ({ label, max }: { label: string; max: string }) => phrase`${label}: it must be ${max} or less.`,
    tooLong: ({ label, maxLength }: { label: string; maxLength: string }) =>
      phrase`${label}: it must have ${maxLength} characters or fewer.`,
    notAChoice: ({ label, typed }: { label: string; typed: string }) => phrase`${label}: “${short(typed)}” isn't one of the choices.`,
    notADate: ({ label, typed }: { label: string; typed: string }) => phrase`${label}: “${short(typed)}” isn't a date I can read.`,
    ambiguous: ({ label, one, other }: { label: string; one: string; other: string }) => phrase`${label}: did you mean ${one} or ${other}?`,
    reading: ({ value }: { value: string }) => phrase`${value}`,
    unknownName: ({ typed, nearest }: { typed: string; nearest: string | null }) =>
      nearest
        ? phrase`I don't know “${short(typed)}” here. Did you mean *${nearest}*?`
        : phrase`I don't know “${short(typed)}” here, so I left it out.`,
    below: () => phrase`Please fill in the form below.`,
    gone: () => phrase`This form is no longer in use. Please type the command again.`,
  },
} as const

interface IdentityWords {
  readonly app: string
  readonly account: string
  readonly org: string
  readonly at: Markdown
}

const factLabels: Readonly<Record<FactLabel, () => Markdown>> = {
  amount: () => phrase`Amount`,
  stage: () => phrase`Stage`,
  owner: () => phrase`Owner`,
  closeDate: () => phrase`Close date`,
  count: () => phrase`Count`,
  total: () => phrase`Total`,
  number: () => phrase`Number`,
  state: () => phrase`State`,
  priority: () => phrase`Priority`,
}

/** Why an app refused one item of a list, where it said nothing itself. */
const refusals: Readonly<Record<AppErrorKind, () => Markdown>> = {
  AuthExpired: () => phrase`the sign-in had ended`,
  PermissionDenied: () => phrase`the account may not do this`,
  RateLimited: () => phrase`the app took no more requests`,
  AppUnavailable: () => phrase`the app didn't answer`,
  ActionRejected: () => phrase`the app refused it`,
  OutcomeUnknown: () => phrase`the app didn't answer, so it may have been done`,
}

/** All copy, in one language. */
export type Catalogue = typeof english

const short = (typed: string): string => shorten(typed, TYPED_AT_MOST)
