// Everything the browser pages say. Plain text: the pages escape it, and choose where it stands.

/** A page that is all words. `lead` says what is true, `rest` what to do. */
export interface PageWords {
  readonly title: string
  readonly lead: string
  readonly rest?: string
  /** Label of the button that starts again, where there is one. */
  readonly again?: string
}

const rules = new Intl.PluralRules('en')

/** `app` is an app's name, `configuration` the label of its configuration, `recipes` are titles of recipes. */
export const pages = {
  product: () => 'Workbot',

  connect: {
    title: ({ app, recipes }: { app: string; recipes: readonly string[] }) => {
      const [only] = recipes
      if (only === undefined) return `Sign in to ${app}`
      if (recipes.length === 1) return `Sign in to ${app} to continue ${only}`
      const form = { one: 'run', other: 'runs' }[rules.select(recipes.length) === 'one' ? 'one' : 'other']
      return `Sign in to ${app} to continue ${String(recipes.length)} ${form}`
    },
    lead: ({ app }: { app: string }) => `Microsoft first confirms that it's you. Then you sign in to ${app}.`,
    for: () => 'For',
    waiting: () => 'Waiting for you',
    until: ({ until }: { until: string }) => `until ${until}`,
    button: ({ app }: { app: string }) => `Sign in to ${app}`,
    once: ({ app }: { app: string }) =>
      `You are asked once. Workbot can then do in ${app} what you can; it does only what recipes you start do, and what you decide in others'. End it any time: personal_connections, in Teams.`,
    notYou: () => "If this isn't your name, close this page: the sign-in is for that person only.",
  },

  going: ({ to }: { to: string }): PageWords => ({
    title: `Going to ${to}`,
    lead: `Your browser goes on to ${to} by itself.`,
    again: `Go to ${to}`,
  }),
  microsoft: () => 'Microsoft',

  /** Inside the trip, where the app account isn't the one that was expected. */
  account: {
    title: ({ app }: { app: string }) => `Is this your ${app} account?`,
    lead: ({ app, account, org }: { app: string; account: string; org: string }) => `This ${app} account is ${account} (${org}).`,
    another: ({ email }: { email: string }) => `Your Microsoft account is ${email}.`,
    before: ({ account }: { account: string }) => `Until now you used ${account}.`,
    nothingYet: () => 'Nothing has been done yet.',
    warning: ({ app }: { app: string }) =>
      `If you don't know this account, choose another one: what your recipes do in ${app} would be done as it.`,
    use: () => 'Use this account',
    useAnother: () => 'Use another account',
  },

  /** After a late sign-in: whether what waited for long should still be done. `recipes`: titles of what is asked about. */
  still: {
    title: ({ recipes }: { recipes: readonly string[] }) => {
      const [only] = recipes
      if (only !== undefined && recipes.length === 1) return `Still do ${only}?`
      return `Still do these ${String(recipes.length)} runs?`
    },
    lead: ({ app, account, count }: { app: string; account: string | null; count: number }) => {
      const connected = account === null ? `You're connected to ${app}.` : `You're connected to ${app} as ${account}.`
      const waited = { one: 'This run has waited', other: 'These runs have waited' }[rules.select(count) === 'one' ? 'one' : 'other']
      return `${connected} ${waited} for more than eight hours, so I ask before I go on.`
    },
    othersGoOn: () => 'What you asked for since then goes on already.',
    asked: ({ at }: { at: string }) => `asked ${at}`,
    stepsDone: ({ count }: { count: number }) => `${String(count)} ${rules.select(count) === 'one' ? 'step is' : 'steps are'} done already`,
    goOn: () => 'Go on with it',
    goOnWith: ({ recipe }: { recipe: string }) => `Go on with ${recipe}`,
    cancel: () => 'Cancel it',
    cancelNamed: ({ recipe }: { recipe: string }) => `Cancel ${recipe}`,
    later: () => 'You can also answer in Teams later. What you leave waits until its time is over, and then ends.',
  },

  ended: {
    /** To whoever isn't known to be the person: what is asked is theirs to see. */
    asksInTeams: ({ app }: { app: string }): PageWords => ({
      title: `Connected to ${app}`,
      lead: 'Something waited for long. Teams asks whether it should still be done.',
    }),
    allCancelled: ({ app }: { app: string }): PageWords => ({
      title: `Connected to ${app}`,
      lead: 'You can close this tab. What waited is cancelled.',
    }),
    connected: ({ app }: { app: string }): PageWords => ({
      title: `Connected to ${app}`,
      lead: 'You can close this tab. The result is in Teams.',
    }),
    connectedAs: ({ app, account }: { app: string; account: string }) => `Connected to ${app} as ${account}`,
    declined: ({ app }: { app: string }): PageWords => ({
      title: `Not signed in to ${app}`,
      lead: `You chose Deny at ${app}. Nothing was connected, and nothing was done in ${app}.`,
      rest: 'If that was a slip, send your command in Teams again.',
    }),
    expired: ({ app }: { app: string }): PageWords => ({
      title: `The sign-in to ${app} has ended`,
      lead: 'Nobody signed in in time. Nothing was connected, and nothing was done.',
      rest: 'Send your command in Teams again if you still want it.',
    }),
    cancelled: ({ app }: { app: string }): PageWords => ({
      title: `This sign-in to ${app} is no longer needed`,
      lead: 'No run waits for it any more. Nothing was connected, and nothing was done.',
    }),
  },

  /** For operators, who read runs in Temporal's UI. */
  operator: {
    ask: (): PageWords => ({
      title: "Read runs in Temporal's UI",
      lead: "Microsoft first confirms that it's you. Temporal's UI in this browser then shows what runs hold, for one hour.",
      rest: 'It works for operators only, and each time is noted with your name.',
      again: 'Go on with Microsoft',
    }),
    opened: ({ email }: { email: string }): PageWords => ({
      title: "Temporal's UI shows what runs hold",
      lead: `You're signed in as ${email}. It lasts one hour, in this browser only.`,
      rest: "Close this tab and reload the run's page.",
    }),
    notOperator: ({ email }: { email: string }): PageWords => ({
      title: "You aren't an operator here",
      lead: `You're signed in to Microsoft as ${email}. Nothing was shown, and it was noted.`,
      rest: 'Whoever looks after Workbot in your organisation can add you.',
    }),
    otherSite: (): PageWords => ({
      title: "This didn't come from our page",
      lead: 'This begins with the button on its own page. Nothing was started.',
      rest: 'Open the page again and press its button.',
    }),
    microsoftDown: (): PageWords => ({
      title: "Microsoft isn't answering",
      lead: 'Nothing was shown. Try again in a few minutes.',
      again: 'Try again',
    }),
    microsoftRefused: (): PageWords => ({
      title: "Microsoft didn't confirm who you are",
      lead: 'The Microsoft sign-in ended without an answer we can use. Nothing was shown.',
      again: 'Try again',
    }),
  },

  problem: {
    unknownLink: (): PageWords => ({
      title: "This link doesn't open anything",
      lead: "Workbot didn't make it, or part of it was lost when it was copied.",
      rest: 'Open the sign-in from its card in Teams.',
    }),
    unknownPage: (): PageWords => ({
      title: 'Nothing is here',
      lead: 'There is no page at this address.',
      rest: 'Open the sign-in from its card in Teams.',
    }),
    otherSite: (): PageWords => ({
      title: "This didn't come from our page",
      lead: 'A sign-in starts with the button on its own page. Nothing was started.',
      rest: 'Open the sign-in from its card in Teams and press its button.',
    }),
    microsoftStepOver: (): PageWords => ({
      title: 'This sign-in step is over',
      lead: 'It was used already, took too long, or began in another browser. Nothing was connected.',
      rest: 'Open the sign-in from its card in Teams again.',
    }),
    microsoftRefused: (): PageWords => ({
      title: "Microsoft didn't confirm who you are",
      lead: 'The Microsoft sign-in ended without an answer we can use. Nothing was connected.',
      again: 'Try again',
    }),
    microsoftDown: (): PageWords => ({
      title: "Microsoft isn't answering",
      lead: 'Nothing was connected. Your run still waits.',
      rest: 'Please try again in a few minutes.',
      again: 'Try again',
    }),
    wrongPerson: ({ email }: { email: string }): PageWords => ({
      title: 'This sign-in is for someone else',
      lead: `You're signed in to Microsoft as ${email}. The request came from another Teams account. Nothing was connected.`,
      rest: 'If both accounts are yours, sign in with the one that you use in Teams.',
      again: 'Use another Microsoft account',
    }),
    notOurs: (): PageWords => ({
      title: "This answer doesn't belong to a sign-in of ours",
      lead: 'Nothing was connected.',
      rest: 'Open the sign-in from its card in Teams and start there.',
    }),
    used: (): PageWords => ({
      title: 'This sign-in step was used already',
      lead: 'It works once. If it is being finished in another tab, Teams shows the result in a moment.',
      again: 'See where it stands',
    }),
    tooLate: ({ app }: { app: string }): PageWords => ({
      title: 'That took longer than 10 minutes',
      lead: `For your safety the trip to ${app} has a time limit. Nothing was connected. Your run still waits.`,
      again: 'Start again',
    }),
    rejected: ({ app, reason }: { app: string; reason: string }): PageWords => ({
      title: `${app} didn't complete the sign-in`,
      lead: `It answered with "${reason}". Nothing was connected. Your run still waits.`,
      rest: `If it happens again, your ${app} admin may have to allow Workbot.`,
      again: 'Try again',
    }),
    unavailable: ({ app }: { app: string }): PageWords => ({
      title: `${app} isn't answering as it should`,
      lead: 'Nothing was connected. Your run still waits.',
      rest: 'Please try again in a few minutes.',
      again: 'Try again',
    }),
    wrongOrg: ({ org, configuration }: { org: string; configuration: string }): PageWords => ({
      title: 'That was another organisation',
      lead: `That was ${org}. This recipe uses ${configuration}. I didn't keep that sign-in.`,
      again: 'Use another account',
    }),
    decidedElsewhere: (): PageWords => ({
      title: 'That was decided already',
      lead: 'This sign-in was answered in another tab, or its ten minutes are over. Nothing was connected by this button.',
      again: 'Continue',
    }),
    stillAnswered: (): PageWords => ({
      title: 'That was answered already',
      lead: 'This run goes on or has ended. This button changed nothing.',
      rest: 'Teams shows how it stands.',
      again: 'See what is left',
    }),
    wrongHost: ({ app }: { app: string }): PageWords => ({
      title: `That wasn't a ${app} we know`,
      lead: `${app} named an address that isn't one of its own, so I didn't keep that sign-in. Nothing was done.`,
      rest: 'Please tell whoever looks after Workbot in your organisation.',
    }),
    notConfigured: (): PageWords => ({
      title: "This app isn't set up",
      lead: 'Workbot has no configuration for it any more. Nothing was connected.',
      rest: 'Please tell whoever looks after Workbot in your organisation.',
    }),
    tooMany: (): PageWords => ({
      title: 'Too many requests',
      lead: 'More requests came from your network than we take in a minute.',
      rest: 'Please wait a minute and try again.',
    }),
    notReadable: (): PageWords => ({
      title: "This request can't be read",
      lead: 'Nothing was done.',
      rest: 'Open the sign-in from its card in Teams.',
    }),
    databaseDown: (): PageWords => ({
      title: "I can't do anything right now",
      lead: 'Our database is not answering. Nothing was lost: your run still waits.',
      rest: 'Please try again in a few minutes.',
    }),
    ourFault: (): PageWords => ({
      title: 'Something went wrong on our side',
      lead: 'It was noted. Your run still waits.',
      rest: 'Please try again. If it happens again, give the code below to whoever looks after Workbot in your organisation.',
    }),
  },

  code: ({ code }: { code: string }) => `Code ${code}`,
} as const
