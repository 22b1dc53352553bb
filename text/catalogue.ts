// Everything Workbot says in Teams, in one place. Each entry is a function of its data; `md` escapes the data.
import type { FactLabel } from '../apps/define-app.js'
import type { ErrorCode } from '../errors.js'
import { formatList } from './format.js'
import { md, shorten, type Markdown } from './markdown.js'
import { plural } from './plural.js'

const TYPED_AT_MOST = 80

/** `recipe` is a recipe's title, `app` an app's name, `at` and `until` come from format.ts. */
export const english = {
  signIn: {
    title: ({ app, recipe }: { app: string; recipe: string }) => md`Sign in to ${app} to continue *${recipe}*`,
    titleOfSeveral: ({ app, count, shown }: { app: string; count: number; shown: string }) =>
      plural(count, { one: md`Sign in to ${app} to continue ${shown} run`, other: md`Sign in to ${app} to continue ${shown} runs` }),
    willRun: ({ recipe, what }: { recipe: string; what: Markdown | null }) =>
      what ? md`Workbot will run *${recipe}* as you: ${what}.` : md`Workbot will run *${recipe}* as you.`,
    for: () => md`
For
    `,
    person: ({ name, email }: { name: string; email: string }) => (email ? md`${name}, ${email}` : md`${name}`),
    app: ({ app }: { app: string }) => md`${app}`,
    askedIn: () => md`
Asked in
    `,
    thisChat: () => md`
This chat
    `,
    waitsUntil: () => md`
Waits until
    `,
    askedInUntil: ({ where, until }: { where: Markdown; until: Markdown }) => md`Asked in: ${where} · Waits until: ${until}`,
    once: ({ app }: { app: string }) =>
      md`You are asked once. Workbot can then do in ${app} what you can; it does only what recipes you start do.`,
    signIn: ({ app }: { app: string }) => md`Sign in to ${app}`,
    cancelRun: () => md`
Cancel this run
    `,
    cancelNamed: ({ recipe }: { recipe: string }) => md`Cancel ${recipe}`,
    more: ({ count }: { count: number }) => plural(count, { one: md`And ${count} more run.`, other: md`And ${count} more runs.` }),
    connected: ({ app, account }: { app: string; account: string }) => md`Connected to ${app} as ${account}`,
    goingOn: ({ org, recipes }: { org: string; recipes: readonly Markdown[] }) =>
      recipes.length > 0 ? md`${org}. Going on with ${formatList(recipes)}.` : md`${org}.`,
    declined: ({ app }: { app: string }) => md`Not signed in to ${app}`,
    youDeclined: ({ app }: { app: string }) => md`You chose *Deny* at ${app}. Nothing was connected.`,
    cancelled: ({ app }: { app: string }) => md`Sign-in to ${app} is no longer needed`,
    nothingWaits: () => md`
No run waits for it any more. Nothing was connected.
    `,
    expired: ({ app }: { app: string }) => md`The sign-in to ${app} has ended`,
    nobodySignedIn: () => md`
Nobody signed in in time. Nothing was connected.
    `,
    wasFor: ({ recipes }: { recipes: readonly Markdown[] }) => md`It was for ${formatList(recipes)}.`,
    sentToYou: ({ name, app }: { name: string; app: string }) => md`${name}, please sign in to ${app} first. I've sent you a message.`,
    cannotMessageYet: ({ name }: { name: string }) => md`${name}, I can't message you yet`,
    addWorkbot: ({ until }: { until: Markdown }) => md`Add Workbot to Teams and your sign-in will be there. It waits until ${until}.`,
    add: () => md`
Add Workbot
    `,
    someoneElseOpened: ({ app, runs }: { app: string; runs: number }) =>
      plural(runs, {
        one: md`Someone else opened your sign-in link for ${app}. Nothing was connected, and your run still waits.`,
        other: md`Someone else opened your sign-in link for ${app}. Nothing was connected, and your runs still wait.`,
      }),
  },

  run: {
    name: ({ recipe }: { recipe: string }) => md`*${recipe}*`,
    taken: ({ recipe }: { recipe: string }) => md`*${recipe}* is taken. It starts as soon as I can reach Temporal.`,
    started: ({ recipe }: { recipe: string }) => md`*${recipe}* is started`,
    twin: ({ recipe }: { recipe: string }) => md`You already have this *${recipe}* waiting for your sign-in`,
    show: () => md`
Show it
    `,
    startAnother: () => md`
Start another
    `,
    notWaiting: () => md`
This run doesn't wait any more. Nothing was changed.
    `,
    resultSent: ({ name }: { name: string }) => md`${name}, I've sent you the result.`,
  },

  receipt: {
    summary: ({ recipe }: { recipe: string }) => md`${recipe} is done`,
    fact: ({ label }: { label: FactLabel }) => factLabels[label](),
    value: ({ value }: { value: string }) => md`${value}`,
    line: ({ line }: { line: string }) => md`${line}`,
    moreLines: ({ count }: { count: number }) => plural(count, { one: md`And ${count} more line.`, other: md`And ${count} more lines.` }),
    personal: ({ app, account, org, at }: IdentityWords) => md`Done in ${app} as ${account} (${org}), ${at}`,
    shared: ({ app, account, org, at, caller }: IdentityWords & { caller: string }) =>
      md`Done in ${app} with the shared connection ${account} (${org}), for ${caller}, ${at}`,
    run: ({ run }: { run: string }) => md`Run ${run}`,
    open: ({ app }: { app: string }) => md`Open in ${app}`,
    openNumbered: ({ app, number }: { app: string; number: number }) => md`Open ${number} in ${app}`,
  },

  ended: {
    title: ({ recipe }: { recipe: string }) => md`${recipe} has ended`,
    titleFailed: ({ recipe }: { recipe: string }) => md`${recipe} couldn't be finished`,
    titleFor: ({ recipe, caller }: { recipe: string; caller: string }) => md`${recipe} for ${caller} has ended`,
    titleFailedFor: ({ recipe, caller }: { recipe: string; caller: string }) => md`${recipe} for ${caller} couldn't be finished`,
    declined: ({ app }: { app: string }) => md`Not signed in: *Deny* was chosen at ${app}.`,
    cancelledByYou: () => md`
You cancelled it.
    `,
    cancelledBy: ({ caller }: { caller: string }) => md`${caller} cancelled it.`,
    expired: ({ app, until }: { app: string; until: Markdown }) => md`Nobody signed in to ${app} by ${until}.`,
    nothingDone: ({ app }: { app: string }) => md`Nothing was done in ${app}.`,
    done: ({ count, app }: { count: number; app: string }) =>
      plural(count, {
        one: md`${count} step was done in ${app} before that, and stays done.`,
        other: md`${count} steps were done in ${app} before that, and stay done.`,
      }),
    denied: ({ app, account }: { app: string; account: string | null }) =>
      account ? md`${app} doesn't let ${account} do this. Your ${app} admin can.` : md`${app} doesn't allow this. Your ${app} admin can.`,
    rejected: ({ app }: { app: string }) => md`${app} refused the request. Please correct the values and start it again.`,
    unavailable: ({ app }: { app: string }) => md`${app} isn't answering. Please try again later.`,
    rateLimited: ({ app }: { app: string }) => md`${app} takes no more requests for now. Please try again later.`,
    outcomeUnknown: ({ app }: { app: string }) =>
      md`${app} took the request but its answer was lost. I can't tell whether it was done. Please look in ${app} before you start it again.`,
    authExpired: ({ app }: { app: string }) => md`${app} ended your sign-in again right after it. Please ask your ${app} admin why.`,
    unexpected: () => md`
Something went wrong on our side. Please tell whoever looks after Workbot in your organisation.
    `,
    appSaid: ({ app, detail }: { app: string; detail: string }) => md`${app} says: ${detail}`,
    reference: ({ code, run }: { code: ErrorCode | null; run: string }) => (code ? md`Run ${run} · ${code}` : md`Run ${run}`),
  },

  form: {
    title: ({ recipe }: { recipe: string }) => md`${recipe}`,
    summary: ({ recipe }: { recipe: string }) => md`${recipe}: please fill in`,
    hint: ({ hint }: { hint: string }) => md`${hint}`,
    label: ({ label, optional }: { label: string; optional: boolean }) => (optional ? md`${label} (optional)` : md`${label}`),
    option: ({ option }: { option: string }) => md`${option}`,
    start: ({ recipe }: { recipe: string }) => md`Start ${recipe}`,
    numberHint: () => md`
For example 50000 or 50k
    `,
    chooseHint: () => md`
Choose one
    `,
    missing: ({ label }: { label: string }) => md`${label}: this is needed.`,
    notANumber: ({ label, typed }: { label: string; typed: string }) => md`${label}: “${short(typed)}” isn't a number I can read.`,
    tooSmall: ({ label, min }: { label: string; min: string }) => md`${label}: it must be ${min} or more.`,
    tooLarge: ({ label, max }: { label: string; max: string }) => md`${label}: it must be ${max} or less.`,
    tooLong: ({ label, maxLength }: { label: string; maxLength: string }) => md`${label}: it must have ${maxLength} characters or fewer.`,
    notAChoice: ({ label, typed }: { label: string; typed: string }) => md`${label}: “${short(typed)}” isn't one of the choices.`,
    notADate: ({ label, typed }: { label: string; typed: string }) => md`${label}: “${short(typed)}” isn't a date I can read.`,
    ambiguous: ({ label, one, other }: { label: string; one: string; other: string }) => md`${label}: did you mean ${one} or ${other}?`,
    reading: ({ value }: { value: string }) => md`${value}`,
    unknownName: ({ typed, nearest }: { typed: string; nearest: string | null }) =>
      nearest
        ? md`I don't know “${short(typed)}” here. Did you mean *${nearest}*?`
        : md`I don't know “${short(typed)}” here, so I left it out.`,
    gone: () => md`
This form is no longer in use. Please type the command again.
    `,
  },

  help: {
    title: () => md`
What I can do for you
    `,
    summary: () => md`
What Workbot can do for you
    `,
    how: () => md`
Press a button, or type a command with what it needs, for example: create opportunity name: Acme amount: 50k
    `,
    recipe: ({ recipe }: { recipe: string }) => md`**${recipe}**`,
    hint: ({ hint }: { hint: string }) => md`${hint}`,
    open: ({ recipe }: { recipe: string }) => md`${recipe}`,
    more: ({ commands }: { commands: readonly Markdown[] }) => md`You can also type: ${formatList(commands)}`,
    command: ({ command }: { command: string }) => md`*${command}*`,
    none: () => md`
No recipe is open to you yet. Whoever looks after Workbot in your organisation can open one.
    `,
    unknown: ({ typed }: { typed: string }) => md`I don't know the command “${short(typed)}”`,
    unknownEmpty: () => md`
I didn't find a command in that
    `,
    didYouMean: () => md`
Did you mean one of these? _help_ lists everything.
    `,
    typeHelp: () => md`
Type _help_ to see what I can do.
    `,
    greeting: () => md`
Hello, I'm Workbot
    `,
    whatItIs: () => md`
I run recipes for you in your organisation's apps. Where a recipe acts as you, I ask you to sign in to the app once, and then do only what the recipes you start do.
    `,
    inTeam: ({ addedBy }: { addedBy: string | null }) =>
      addedBy
        ? md`${addedBy} added me here. I read only messages that mention me.`
        : md`
I read only messages that mention me.
          `,
    start: () => md`
Type _help_ to see what I can do for you.
    `,
    mentionHelp: () => md`
Mention me with _help_ to see what I can do for you.
    `,
  },

  refused: {
    notListed: ({ recipe }: { recipe: string }) =>
      md`*${recipe}* is open to certain people, and you aren't one of them yet. Please ask whoever looks after Workbot in your organisation.`,
    nobodyYet: ({ recipe }: { recipe: string }) =>
      md`*${recipe}* isn't open to anyone yet. Whoever looks after Workbot in your organisation decides who may run it.`,
    guest: () => md`
Guests can't run recipes here.
    `,
    otherTenant: () => md`
I work for another organisation than yours, so I can't run anything for you.
    `,
    noIdentity: () => md`
Teams didn't tell me who you are, so I can't run anything for you.
    `,
    disabled: ({ recipe }: { recipe: string }) => md`${recipe} is switched off`,
    disabledSince: ({ since }: { since: Markdown | null }) =>
      since
        ? md`It has been off since ${since}. Your request wasn't started.`
        : md`
Your request wasn't started.
          `,
    paused: () => md`
Workbot is paused, so I can't start anything right now. Nothing was done.
    `,
    anothersButton: ({ owner }: { owner: string }) => md`Only ${owner} can use this button.`,
    buttonUsed: () => md`
This button has been used already. Nothing more was done.
    `,
    ourSideDown: ({ code }: { code: ErrorCode }) =>
      md`I can't start anything right now. Nothing was done. Please try again in a few minutes. (${code})`,
  },
} as const

interface IdentityWords {
  readonly app: string
  readonly account: string
  readonly org: string
  readonly at: Markdown
}

const factLabels: Readonly<Record<FactLabel, () => Markdown>> = {
  amount: () => md`
Amount
  `,
  stage: () => md`
Stage
  `,
  owner: () => md`
Owner
  `,
  closeDate: () => md`
Close date
  `,
  count: () => md`
Count
  `,
  total: () => md`
Total
  `,
}

/** All copy, in one language. */
export type Catalogue = typeof english

const short = (typed: string): string => shorten(typed, TYPED_AT_MOST)
