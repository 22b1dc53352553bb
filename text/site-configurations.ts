// Everything the pages say by which an admin makes, changes, tests and removes an app configuration. Plain text: the pages escape it.
import { counted } from './counted.js'
import type { PageWords } from './pages.js'

const listed = new Intl.ListFormat('en')
/** Where an app's people sign in, by the app's id. */
const loginHosts: Readonly<Record<string, string>> = {
  salesforce: 'https://login.salesforce.com, https://test.salesforce.com, or your org’s own: https://contoso.my.salesforce.com',
  servicenow: 'Your instance: https://contoso.service-now.com',
  box: 'https://account.box.com, or your company’s own: https://contoso.account.box.com',
}

/** `app` is an app's name, `label` a configuration's, `at` and `until` are moments. */
export const siteConfigurations = {
  add: () => 'Add a configuration',
  choose: {
    title: () => 'Add a configuration',
    lead: () =>
      'A configuration is one OAuth client at one app: another org, instance or enterprise is another configuration. Which app is it for?',
  },
  make: {
    title: ({ app }: { app: string }) => `Add a configuration of ${app}`,
    lead: ({ app }: { app: string }) =>
      `Register Workbot at ${app} first; it gives you the client id and the secret. The redirect URI to register there is on the next page: it holds the configuration’s name.`,
    button: () => 'Add it',
  },
  edit: {
    open: () => 'Change, or remove',
    title: ({ app, label }: { app: string; label: string }) => `${app}: ${label}: Change`,
    back: ({ label }: { label: string }) => `Back to ${label}`,
    button: () => 'Save',
  },
  fields: {
    label: () => 'Label',
    labelHint: () => 'As people tell it from others of the same app: Contoso Production.',
    baseUrl: () => 'Where people sign in',
    baseUrlHint: ({ appId }: { appId: string }) => loginHosts[appId] ?? 'The app’s own address, with https',
    baseUrlEdit: () => 'Another address needs the client secret again, and no connection that is still there.',
    clientId: () => 'Client id',
    clientSecret: () => 'Client secret',
    clientSecretHint: () => 'It’s sealed at once and shown to nobody again.',
    clientSecretEdit: () => 'Leave it empty to keep the one of today. A new one is used at once; the one before is tried too for 14 days.',
    orgs: () => 'Orgs whose accounts are taken, an id on each line',
    orgsHint: () => 'Empty: accounts of any org may be connected, private ones too.',
    scopes: () => 'Scopes',
    scopesHint: () => 'What Workbot’s actions need there. They aren’t changed here.',
  },
  wrong: {
    notice: () => 'Nothing was saved: something below isn’t right.',
    label: () => 'Say what it’s called, in 80 characters or less.',
    baseUrl: ({ app }: { app: string }) => `That isn’t an address at which ${app} signs people in.`,
    clientId: () => 'Copy it from the app: letters, digits and signs, without spaces.',
    clientSecret: () => 'Copy it from the app, without spaces.',
    secretNeeded: () => 'Type the secret that belongs to the other address: the one of today isn’t sent there.',
    orgs: ({ ids }: { ids: readonly string[] }) => `No ids of orgs: ${listed.format(ids)}.`,
  },
  meanwhile: {
    title: () => 'Somebody else changed this configuration while you had it open.',
    lead: () => 'Nothing of yours was saved. Below is what holds now. You had typed:',
  },
  hostInUse: ({ people, shared, endings }: { people: number; shared: number; endings: number }) =>
    `The address stays: tokens of the one before would be sent to another. There ${people + shared + endings === 1 ? 'is' : 'are'} ${listed.format(
      [
        people > 0 ? counted(people, 'personal connection', 'personal connections') : '',
        shared > 0 ? 'the shared connection' : '',
        endings > 0 ? `${counted(endings, 'token', 'tokens')} still to be ended` : '',
      ].filter(Boolean),
    )}. Disconnect everyone first (Incident), or add another configuration.`,

  client: {
    title: () => 'Another client id',
    lead: ({ app }: { app: string }) =>
      `What ${app} gave to the client of today ends: people sign in again. The next page says how many, before anything is changed.`,
    field: () => 'The new client id',
    today: ({ clientId }: { clientId: string }) => `Today it’s ${clientId}.`,
    look: () => 'See what it would end',
    same: () => 'That is the client id of today.',
    preview: ({ from, to }: { from: string; to: string }) => `From ${from} to ${to}. Nothing is changed yet.`,
    people: ({ count }: { count: number }) =>
      count === 0 ? 'Nobody signs in again.' : `${counted(count, 'person signs', 'people sign')} in again, when a recipe needs it.`,
    shared: ({ isThere }: { isThere: boolean }) =>
      isThere
        ? 'The shared connection ends: runs that use it end too, until it’s connected again.'
        : 'There is no shared connection that would end.',
    runs: ({ count }: { count: number }) =>
      count === 0
        ? 'No run under way uses it.'
        : `${counted(count, 'run under way uses', 'runs under way use')} it. As the user they wait for a new sign-in at their next step; with the shared connection they end there.`,
    waiting: ({ count }: { count: number }) =>
      count === 0
        ? 'No run waits for a sign-in there.'
        : `${counted(count, 'run waits', 'runs wait')} for a sign-in there, and the links that are out stay good.`,
    more: ({ count }: { count: number }) => `and ${String(count)} more`,
    columns: { run: 'Run', who: 'For', state: 'State' },
    secret: ({ to }: { to: string }) => `The secret of ${to}`,
    confirm: () => 'Change the client id',
    keep: () => 'Keep the client id of today',
  },
  remove: {
    title: () => 'Remove it',
    hint: () => 'Only what nothing uses. Its secret is deleted; its name isn’t given again, since runs and the audit have it.',
    open: () => 'Remove …',
    button: () => 'Remove this configuration',
    refused: () => 'It wasn’t removed: something uses it.',
    uses: {
      recipe: ({ title }: { title: string }) => `The recipe ${title}: choose another configuration in its settings.`,
      runs: ({ count }: { count: number }) => `${counted(count, 'run', 'runs')} under way: let them end, or cancel them.`,
      people: ({ count }: { count: number }) => `${counted(count, 'personal connection', 'personal connections')}: disconnect them.`,
      shared: () => 'The shared connection: disconnect it.',
      requests: ({ count }: { count: number }) => `${counted(count, 'person is', 'people are')} asked to sign in there.`,
      endings: ({ count }: { count: number }) => `${counted(count, 'token', 'tokens')} whose end the app hasn’t confirmed yet.`,
    },
  },
  said: {
    made: () => 'Added. Now register the redirect URI below at the app, then test it.',
    saved: () => 'Saved. It holds for every sign-in from now on.',
    unchanged: () => 'Nothing was different, so nothing was saved.',
    client: () => 'The client id is changed. People sign in again when a recipe needs it; the app is asked to end what it gave before.',
  },

  environment: ({ prefix }: { prefix: string }) =>
    `From the environment of bot and worker: change ${prefix}_URL, ${prefix}_LABEL, ${prefix}_ORG_IDS, ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET there, in both, and restart them.`,
  byHand: () => 'Made here by an admin.',
  triedUntil: ({ until }: { until: string }) => `The client secret before is tried too until ${until}.`,

  readOnly: (): PageWords => ({
    title: 'The environment says what this configuration is',
    lead: 'Nothing was changed. It’s changed in the environment of bot and worker, which are then restarted.',
    again: 'Back to it',
  }),
  notReadable: (): PageWords => ({ title: 'This form can’t be read', lead: 'Nothing was changed.', again: 'All apps' }),
} as const
