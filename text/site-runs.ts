// What the operators' pages say of runs. Plain text: the pages escape it, and choose where it stands.
import type { RunState } from '../runs/types.js'
import type { PageWords } from './pages.js'

const listed = new Intl.ListFormat('en')
const anybody = (people: readonly string[]): string => new Intl.ListFormat('en', { type: 'disjunction' }).format(people)

const states: Readonly<Record<RunState | 'open', string>> = {
  open: 'Open',
  accepted: 'About to start',
  running: 'Working',
  waiting_sign_in: 'Waiting for a sign-in',
  waiting_person: 'Waiting for a person',
  stuck: 'Stuck',
  completed: 'Done',
  failed: "Couldn't be finished",
  declined: 'Not signed in',
  expired: 'Nobody answered in time',
  cancelled: 'Cancelled',
  lost: 'Lost on our side',
}

/** Why a run isn't continued. */
const cannot: Readonly<Record<'completed' | 'cancelled_before' | 'lost' | 'called' | 'list' | 'continued' | 'did_nothing', () => string>> =
  {
    completed: () => "It's done; there is nothing to continue. Nothing was changed.",
    cancelled_before: () => "It was cancelled, so it isn't continued. Nothing was changed.",
    lost: () => "Nobody knows how far it got, so it can't be continued. Nothing was changed.",
    called: () => 'Another run called it; continue that one. Nothing was changed.',
    list: () => 'It was a list to decide in place; its caller types the command again. Nothing was changed.',
    continued: () => 'It is continued already. Nothing was changed.',
    did_nothing: () => 'It was to continue another run and never began; continue that other one. Nothing was changed.',
  }

/** `name`, `caller`, `signer`: people; `app`, `account`: as people know them; `at`, `until`: moments; `age`: from age.ts. */
export const siteRuns = {
  title: ({ isOwn }: { isOwn: boolean }) => (isOwn ? 'Your runs' : 'Runs'),
  columns: { run: 'Run', caller: 'Caller', state: 'State', asked: 'Asked for' },
  states,
  none: ({ isOwn }: { isOwn: boolean }) =>
    isOwn ? 'You have no runs yet. Write help to Workbot in Teams to see what it can do for you.' : 'Nobody has run anything yet.',
  noneFit: () => 'No run fits. Show all, or ask for less at once.',
  filter: { recipe: 'Recipe', state: 'State', app: 'App' },
  since: ({ age }: { age: string }) => `for ${age}`,
  took: ({ age }: { age: string }) => `took ${age}`,
  signIn: ({ app }: { app: string }) => `Waiting for a sign-in to ${app}`,
  answer: ({ people }: { people: readonly string[] }) => `Waiting for ${anybody(people)}`,
  ending: () => 'Cancelled, ends after the step under way',

  run: {
    title: ({ recipe, name }: { recipe: string; name: string }) => `${recipe} (${name})`,
    back: ({ isOwn }: { isOwn: boolean }) => (isOwn ? 'All your runs' : 'All runs'),
    facts: {
      caller: 'Caller',
      state: 'State',
      asked: 'Asked for',
      where: 'Where',
      acts: 'Acts as',
      id: 'Run',
      calledBy: 'Called by',
      continues: 'Continues',
    },
    story: () => 'What happened',
    columns: { at: 'When', what: 'What' },
    caller: ({ name, email }: { name: string; email: string }) => (email === '' ? name : `${name} (${email})`),
    waitsUntil: ({ until }: { until: string }) => `Waits until ${until}`,
    told: ({ at }: { at: string }) => `Its caller was told at ${at}`,
    notTold: () => "Its caller hasn't been told yet",
    inTeams: () => 'Open the conversation in Teams',
    inTemporal: () => "Open it in Temporal's UI",
    inOwnChat: ({ name }: { name: string }) => `The chat of ${name} with Workbot`,
    channel: ({ name }: { name: string | null }) => name ?? 'A channel',
    group: ({ name }: { name: string | null }) => name ?? 'A group chat',
  },

  story: {
    asked: ({ caller }: { caller: string }) => `${caller} asked for it.`,
    signInAsked: ({ signer, app, until }: { signer: string; app: string; until: string }) =>
      `${signer} was asked to sign in to ${app}, until ${until}.`,
    stillAsked: ({ signer }: { signer: string }) => `${signer} signed in late, and is asked whether it should still be done.`,
    signIn: {
      connected: ({ signer, app }: { signer: string; app: string }) => `${signer} signed in to ${app}.`,
      declined: ({ signer, app }: { signer: string; app: string }) => `${signer} chose not to sign in to ${app}.`,
      expired: ({ signer, app }: { signer: string; app: string }) => `${signer} didn't sign in to ${app} in time.`,
      cancelled: ({ app }: { app: string }) => `It stopped waiting for the sign-in to ${app}: it was cancelled.`,
    },
    question: ({ people, until }: { people: readonly string[]; until: string }) =>
      `${listed.format(people)} was asked to decide, until ${until}.`,
    questionToMany: ({ people, until }: { people: readonly string[]; until: string }) =>
      `${listed.format(people)} were asked to decide, until ${until}.`,
    callerAsked: ({ caller, until }: { caller: string; until: string }) => `${caller} was asked how to go on, until ${until}.`,
    answer: {
      answered: ({ by, answer }: { by: string; answer: string }) => `${by} answered: ${answer}.`,
      settled: () => 'It was decided in the app itself.',
      expired: () => 'Nobody answered in time.',
      cancelled: () => 'The question ended: the run was cancelled.',
      unreachable: () => 'The question ended: nobody who was asked can be reached.',
    } as const,
    ended: ({ outcome }: { outcome: string }) => `It stopped waiting (${outcome}).`,
    sent: ({ step, as }: { step: string; as: string }) => `${step}: sent, as ${as}. Whether it was done isn't known yet.`,
    unknown: ({ step, as }: { step: string; as: string }) =>
      `${step}: sent, as ${as}. Its answer was lost, so nobody can tell whether it was done.`,
    carried: ({ step, as }: { step: string; as: string }) => `${step}: done before, as ${as}. It was taken over, and not done again.`,
    wrote: ({ step, as }: { step: string; as: string }) => `${step}: done, as ${as}.`,
    read: ({ step, as }: { step: string; as: string }) => `${step}: read, as ${as}.`,
    shared: ({ account }: { account: string }) => `${account} (the shared connection)`,
    personal: ({ account, person }: { account: string; person: string }) => `${account} (${person}'s own connection)`,
    called: ({ recipe, state }: { recipe: string; state: string }) => `It called ${recipe}: ${state.toLowerCase()}.`,
    cancelAsked: ({ by }: { by: string }) => `${by} cancelled it.`,
    stillWanted: ({ by }: { by: string }) => `${by} said that it should still be done.`,
    extended: ({ by, hours }: { by: string; hours: string }) => `${by} gave it ${hours} more hours.`,
    cardResent: ({ by }: { by: string }) => `${by} had the sign-in card sent again.`,
    inputsShown: ({ by }: { by: string }) => `${by} looked at what was entered.`,
    proposed: {
      again: ({ by, caller }: { by: string; caller: string }) => `${by} asked ${caller} in Teams to run it again.`,
      continue: ({ by, caller }: { by: string; caller: string }) => `${by} asked ${caller} in Teams to continue it.`,
    },
    proposal: {
      notShown: () => "The question hasn't reached Teams yet.",
      open: ({ until }: { until: string }) => `Not answered yet. It can be answered until ${until}.`,
      yes: ({ caller, kind }: { caller: string; kind: 'again' | 'continue' }) =>
        kind === 'again' ? `${caller} said yes: it's run again.` : `${caller} said yes: it's continued.`,
      no: ({ caller }: { caller: string }) => `${caller} said no.`,
      expired: ({ caller }: { caller: string }) => `${caller} didn't answer in time.`,
    },
    over: ({ state }: { state: string }) => `${state}.`,
    shell: ({ user }: { user: string }) => `${user}, at a shell`,
    somebody: () => 'Somebody',
  },

  inputs: {
    title: () => 'What was entered',
    show: () => 'Show what was entered',
    noted: () => 'Each look is noted in the audit.',
    none: () => 'Nothing was entered.',
    empty: () => '(empty)',
  },

  act: {
    title: () => 'Do something about it',
    cancel: {
      open: () => 'Cancel this run',
      hint: ({ isOwn }: { isOwn: boolean }) =>
        `What it waits for ends, and no further step begins. A write under way is finished first. ${isOwn ? 'You get' : 'Its caller gets'} a receipt in Teams.`,
      button: () => 'Yes, cancel it',
    },
    extend: {
      open: () => 'Give it more time',
      hours: () => 'Hours more',
      wrong: () => 'Say a whole number of hours from 1 to 720. Nothing was changed.',
      button: () => 'Extend the deadline',
    },
    resend: {
      open: () => 'Send the sign-in card again',
      hint: () => 'As a new message, which notifies. The old card works too.',
      button: () => 'Send it again',
    },
    again: {
      open: () => 'Run again',
      hint: ({ isOwn }: { isOwn: boolean }) =>
        `${isOwn ? "You're" : 'Its caller is'} asked in Teams first, with what it has done already. Nothing starts before ${isOwn ? 'you say' : 'they say'} yes.`,
      button: ({ isOwn }: { isOwn: boolean }) => (isOwn ? 'Ask me in Teams' : 'Ask its caller'),
    },
    continue: {
      open: () => 'Continue from the failed step',
      hint: ({ isOwn }: { isOwn: boolean }) =>
        `${isOwn ? "You're" : 'Its caller is'} asked in Teams first. What it has done isn't done again: a new run takes it over and goes on with the step that failed, as the same account.`,
      button: ({ isOwn }: { isOwn: boolean }) => (isOwn ? 'Ask me in Teams to continue' : 'Ask its caller to continue'),
    },
  },
  said: {
    cancelled: () => 'Cancelled. It ends within seconds; a write under way is finished first.',
    extended: () => 'It has more time now.',
    resent: () => 'The sign-in card is sent again within seconds.',
    not_waiting: () => 'It had gone on or ended meanwhile. Nothing was changed.',
    proposed: () => 'Its caller is asked in Teams within seconds. Below is what became of it.',
    waits: () => 'Its caller was asked already, and has not answered yet. Nothing was changed.',
    open: () => "It hasn't ended yet. Nothing was changed.",
    ...cannot,
    stuck: () => "Cancelled, but it's stuck: it ends once its recipe is mended, or when it's terminated in Temporal.",
  },
  notFound: (): PageWords => ({
    title: "There's no such run for you",
    lead: "No run has this address, or it isn't one that you may see.",
    rest: 'Runs of others are for admins and operators.',
    again: 'To the runs',
  }),
} as const
