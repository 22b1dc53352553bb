// Everything the pages about apps say. Plain text: the pages escape it.
import { counted } from './counted.js'
import type { PageWords } from './pages.js'

/** `app` is an app's name, `account` and `org` as its people know them; `at` and `since` are moments. */
export const siteApps = {
  title: () => 'Apps',
  none: () =>
    'No app is configured. An admin adds one here, or the bot and the worker take SALESFORCE_URL, SERVICENOW_URL and BOX_URL with what belongs to them.',
  columns: { app: 'App', shared: 'Shared connection', people: 'People connected', recipes: 'Used by', health: 'Health' },
  recipes: ({ count }: { count: number }) => counted(count, 'recipe', 'recipes'),
  back: () => 'All apps',

  shared: {
    title: () => 'Shared connection',
    lead: () =>
      'Recipes act with this account where Verify user access at runtime is off, whoever runs them. Take an account made for it, with the rights that these recipes need and no more.',
    state: {
      none: () => 'Not connected',
      connected: ({ account, org }: { account: string; org: string }) => (org === '' ? account : `${account}, ${org}`),
      needsSignIn: ({ account }: { account: string }) => `${account}: needs a new sign-in`,
    },
    noneLead: ({ count }: { count: number }) =>
      count === 0
        ? 'No recipe needs it now.'
        : `${counted(count, 'recipe needs', 'recipes need')} it, and end in words until it is connected.`,
    connected: ({ account, org, since }: { account: string; org: string; since: string }) =>
      `Connected as ${org === '' ? account : `${account} (${org})`} since ${since}.`,
    needsSignIn: ({ account, since }: { account: string; since: string }) =>
      `${account} needs a new sign-in since ${since}: the app no longer takes what it gave. Recipes that need it end in words.`,
    used: ({ at }: { at: string | null }) => (at === null ? 'Not used yet.' : `Last used ${at}.`),
    ends: ({ at }: { at: string }) => `The app ends it on ${at}; connect it again before.`,
    connect: ({ app }: { app: string }) => `Connect to ${app}`,
    again: () => 'Connect again',
    connectHint: ({ app }: { app: string }) => `${app} asks who you are: sign in there with the account to be shared, not with your own.`,
    disconnect: () => 'Disconnect …',
    sure: ({ app }: { app: string }) => `Recipes then end in words where they need it, runs under way too, and ${app} ends its tokens.`,
    disconnectNow: () => 'Disconnect the shared connection',
  },
  readOnly: () => 'You can read this. Admins can connect, disconnect, change and test.',

  uses: {
    title: () => 'Used by',
    none: () => 'No recipe uses it.',
    modes: { shared: 'with the shared connection', personal: 'as the user' },
  },
  facts: {
    title: () => 'Registration at the app',
    redirectUri: () => 'Redirect URI, exactly so',
    baseUrl: () => 'Where people sign in',
    clientId: () => 'Client id',
    scopes: () => 'Scopes',
    orgs: () => 'Orgs whose accounts are taken',
    anyOrg: () => 'Any',
  },
  saidOfAll: { removed: () => 'Removed. Its client secret is deleted.' },
  said: {
    connected: () => 'Connected. It holds for every step from now on.',
    declined: () => 'The app was told no, so nothing was changed.',
    over: () => 'Everyone was disconnected meanwhile, so it wasn’t kept. Connect again.',
    disconnected: () => 'Disconnected. The app is asked to end its tokens.',
  },

  notYours: (): PageWords => ({
    title: 'Nothing was connected',
    lead: 'The app sent somebody back to a browser that didn’t begin this, or who is no admin any more. What it brought was thrown away.',
    again: 'Back to the app',
  }),
  tripOver: (): PageWords => ({
    title: 'That took too long, or came twice',
    lead: 'Each trip to the app counts once, and for ten minutes.',
    again: 'Back to the app',
  }),
  notFound: (): PageWords => ({ title: 'There is no such app configuration', lead: 'It may have been mistyped.', again: 'All apps' }),
} as const
