// What the operators' pages say of connections. Plain text: the pages escape it, and choose where it stands.
import type { LastUse } from '../connections/look-for-connections.js'
import type { EndingAtApp } from '../connections/disconnect-card.js'
import type { PageWords } from './pages.js'

const rules = new Intl.PluralRules('en')

const lastUse: Readonly<Record<LastUse, string>> = {
  day: 'Within a day',
  week: 'Within a week',
  not_for_a_month: 'Not for a month',
  not_for_three_months: 'Not for three months',
  never: 'Never',
}

const whys: Readonly<Record<string, string>> = {
  no_refresh_token: 'It ran out.',
  tokens_refused: "What was kept can't be read any more.",
  refresh_answer_lost: "The app's answer was lost when it was renewed.",
  client_changed: 'Workbot is registered anew at the app.',
}

const ends: Readonly<Record<string, string>> = {
  asked: 'by its owner',
  not_mine: "its owner said that it isn't theirs",
  operator: 'by whoever looks after Workbot',
  left: 'Workbot was removed from their Teams',
  idle: "it hadn't been used for long",
  old: 'it was as old as one may get',
  incident: 'in an incident',
}

/** `app`, `account`, `org`, `name`: as people know them; `at`, `since`, `until`: moments. */
export const siteConnections = {
  title: ({ isOwn }: { isOwn: boolean }) => (isOwn ? 'Your connections' : 'Connections'),
  ofPerson: ({ name }: { name: string }) => `Connections of ${name}`,
  back: () => 'All connections',
  columns: { account: 'Account', person: 'Person', app: 'App', state: 'State', used: 'Last used', ended: 'Ended', proof: 'At the app' },
  filter: { app: 'App', state: 'State', lastUse: 'Last used' },
  states: { connected: 'Connected', needs_sign_in: 'Needs a sign-in' },
  lastUse,
  none: () => 'Nobody has connected anything yet.',
  noneFit: () => 'No connection fits. Show all, or ask for less at once.',
  noneOf: ({ isOwn }: { isOwn: boolean }) =>
    isOwn ? "You have no personal connections. You'll be asked in Teams when a recipe needs one." : 'They have no personal connections.',
  since: ({ since }: { since: string }) => `since ${since}`,
  why: ({ why }: { why: string | null }) => whys[why ?? ''] ?? 'The app ended it.',
  neverUsed: () => 'Not used yet',
  account: ({ account, org }: { account: string; org: string }) => (org === '' ? account : `${account} (${org})`),

  endedTitle: () => 'Ended',
  ended: ({ at, why }: { at: string; why: string }) => `${at}, ${ends[why] ?? why}`,
  proof: ({ state, at }: { state: EndingAtApp; at: string }) => {
    switch (state) {
      case 'confirmed':
        return `Ended there too: confirmed at ${at}.`
      case 'ending':
        return 'Being ended there now.'
      case 'unconfirmed':
        return `Not confirmed yet. It is tried until ${at}.`
      case 'given_up':
        return 'Never confirmed, and not tried any more. It has to be ended in the app itself; Workbot has no copy of it.'
    }
  },

  disconnect: {
    open: ({ app, account }: { app: string; account: string }) => `Disconnect ${app} (${account})`,
    hint: ({ app, runs }: { app: string; runs: number }) =>
      `Workbot deletes its access and asks ${app} to end it. Records that were created stay. ${
        runs === 0
          ? 'No open run needs it.'
          : rules.select(runs) === 'one'
            ? 'One open run pauses at its next step and asks for a sign-in.'
            : `${String(runs)} open runs pause at their next step and ask for a sign-in.`
      }`,
    button: ({ app }: { app: string }) => `Yes, disconnect ${app}`,
  },
  disconnectAll: {
    open: ({ name }: { name: string }) => `Disconnect everything of ${name}`,
    hint: () =>
      'Every personal connection of theirs is deleted here and ended at its app, sign-ins that are under way are void, and their open runs that act as them are cancelled. They are told in Teams.',
    button: () => 'Yes, disconnect everything',
  },
  said: {
    disconnected: () => 'Disconnected here. Below stands what the app says.',
    everything: () => 'Everything is disconnected here. Below stands what each app says.',
    gone: () => "It isn't connected any more. Nothing was changed.",
  },
  notFound: (): PageWords => ({
    title: "There's no such connection for you",
    lead: "Nothing has this address, or it isn't something that you may see.",
    rest: "Others' connections are for admins and operators.",
    again: 'To the connections',
  }),
} as const
