// Everything the operators' pages say. Plain text: the pages escape it, and choose where it stands.
import type { PageWords } from './pages.js'

const rules = new Intl.PluralRules('en')
const listed = new Intl.ListFormat('en')

/** `app` is an app's name, `title` a recipe's. */
export const site = {
  places: { runs: () => 'Runs', connections: () => 'Connections', recipes: () => 'Recipes', audit: () => 'Audit' },
  recipes: {
    title: () => 'Recipes',
    nothing: () => 'This deployment has no recipes.',
    columns: { recipe: 'Recipe', acts: 'Acts as', who: 'Who may run it', last: 'Last run', state: 'State' },
    neverRun: () => 'Never',
    /** @param state of siteRuns.states; @param age from age.ts */
    lastRun: ({ state, age }: { state: string; age: string }) => `${state}, ${age} ago`,
    /** @param isMore there may be more than were counted */
    day: ({ count, troubled, isMore }: { count: number; troubled: number; isMore: boolean }) =>
      `${isMore ? `${String(count)} or more` : String(count)} in 24 hours${troubled === 0 ? '' : `, ${String(troubled)} couldn't be finished`}`,
    settings: ({ title }: { title: string }) => `Settings of ${title}`,
  },
  acts: {
    personal: ({ app }: { app: string }) => `${app}: the user`,
    shared: ({ app }: { app: string }) => `${app}: shared connection`,
    noApp: () => 'Uses no app',
  },
  who: {
    nobody: () => 'Nobody',
    everyone: () => 'Everyone in the organisation',
    people: ({ count }: { count: number }) => `${String(count)} ${rules.select(count) === 'one' ? 'person' : 'people'}`,
  },
  state: { on: () => 'On', off: ({ since }: { since: string }) => `Off since ${since}` },

  settings: {
    title: ({ title }: { title: string }) => `${title}: Settings`,
    back: () => 'All recipes',
    readOnly: () => 'You can read these settings. Admins and authors can change them.',
    verify: {
      label: () => 'Verify user access at runtime',
      hint: () =>
        "On: the recipe acts as whoever runs it, with their own connection, and asks them to sign in once. Off: it acts with the workspace's shared connection, whoever runs it.",
      pinned: ({ pins }: { pins: readonly string[] }) => `Set by the recipe itself: ${listed.format(pins)}. It can't be changed here.`,
      noApp: () => 'This recipe uses no app, so there is nothing to verify.',
    },
    enabled: { label: () => 'Enabled', hint: () => 'Off: nobody can start it. Runs under way go on.' },
    hours: {
      label: () => 'Hours a run waits for a sign-in',
      hint: () => 'From 1 to 720.',
      wrong: () => 'Say a whole number from 1 to 720.',
    },
    remind: {
      label: () => 'Remind them of it',
      hint: () =>
        'On: in Teams at half-time and four hours before the end, between 8 and 18 where they are. Off: only the first message says it.',
    },
    who: {
      label: () => 'Who may run it',
      nobody: () => 'Nobody',
      people: () => 'These people only',
      everyone: () => 'Everyone in the organisation',
      ids: () => 'Add people: names, e-mail addresses or Entra object ids, one on each line',
      nobodyCalled: ({ typed }: { typed: string }) =>
        `Workbot knows nobody called “${typed}”: say the Entra object id, or have them write to Workbot once.`,
      severalCalled: ({ typed, who }: { typed: string; who: readonly string[] }) =>
        `“${typed}” is more than one person: ${listed.format(who)}. Say the e-mail address or the object id.`,
      noIds: () => 'Name somebody, or choose Nobody.',
      shared: ({ apps }: { apps: readonly string[] }) =>
        `Everyone may then use the shared connection to ${listed.format(apps)} through this recipe.`,
    },
    configuration: {
      label: ({ app }: { app: string }) => `Configuration of ${app}`,
      gone: ({ app }: { app: string }) => `Nothing was saved: there is no such configuration of ${app}. Below is what holds now.`,
    },
    open: ({ count }: { count: number }) =>
      rules.select(count) === 'one'
        ? 'One run is under way. It goes on with the settings it began with.'
        : `${String(count)} runs are under way. They go on with the settings they began with.`,
    save: () => 'Save',
    saved: () => 'Saved. It holds for every run that starts from now on.',
    unchanged: () => 'Nothing was different, so nothing was saved.',
    wrong: () => "Nothing was saved: something below isn't right.",
    meanwhile: {
      title: () => 'Somebody else saved these settings while you had them open.',
      lead: () => 'Nothing of yours was saved. Below is what holds now. You had chosen:',
    },
    history: {
      title: () => 'History',
      none: () => 'Nothing has been changed yet.',
      columns: { at: 'When', by: 'Who', setting: 'What', from: 'From', to: 'To' },
      nothing: () => 'none',
      shell: ({ user }: { user: string }) => `${user}, at a shell`,
    },
    names: {
      verifyUserAccess: 'Verify user access at runtime',
      enabled: 'Enabled',
      who: 'Who may run it',
      signInHours: 'Hours a run waits for a sign-in',
      remind: 'Remind them of it',
      configurations: 'App configurations',
    } as Readonly<Record<string, string>>,
    value: (value: string | number | boolean) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)),
  },

  frame: {
    nav: () => 'Pages',
    skip: () => 'To the content',
    signedInAs: ({ email, roles }: { email: string; roles: readonly string[] }) =>
      roles.some((role) => role !== 'member') ? `${email} (${listed.format(roles.filter((role) => role !== 'member'))})` : email,
    signOut: () => 'Sign out',
  },

  signIn: (): PageWords => ({
    title: 'Sign in to Workbot',
    lead: "Microsoft first confirms that it's you. Then this browser is signed in for eight hours.",
    rest: 'Everybody sees their own runs here; admins, authors and operators look after the rest. To run recipes, write to Workbot in Teams.',
    again: 'Go on with Microsoft',
  }),
  signedOut: (): PageWords => ({ title: "You're signed out", lead: 'This browser shows nothing any more.', again: 'Sign in again' }),
  notForYou: ({ email }: { email: string }): PageWords => ({
    title: "These pages aren't for you",
    lead: `You're signed in to Microsoft as ${email}. Nothing was shown, and it was noted.`,
    rest: 'Your own connections and runs are in Teams: personal_connections and status. Whoever looks after Workbot in your organisation can add you.',
  }),
  notAllowed: (): PageWords => ({
    title: "You can't do that here",
    lead: 'Nothing was changed, and it was noted.',
    rest: 'Whoever looks after Workbot in your organisation can give you the role for it.',
    again: 'To the start',
  }),
  signedOutMeanwhile: (): PageWords => ({
    title: 'You were signed out meanwhile',
    lead: 'Nothing was changed.',
    again: 'Sign in again',
  }),
  otherSite: (): PageWords => ({
    title: "This didn't come from our page",
    lead: 'It must begin with the button on its own page. Nothing was changed.',
    again: 'To the start',
  }),
  pinned: ({ title }: { title: string }): PageWords => ({
    title: `${title} decides that itself`,
    lead: "Verify user access at runtime can't be changed for this recipe: it fixes whose connection it uses. Nothing was changed.",
    again: 'Back to its settings',
  }),
  notReadable: (): PageWords => ({ title: "This form can't be read", lead: 'Nothing was changed.', again: 'All recipes' }),
} as const
