// Everything the overview says. Plain text: the page escapes it.
import { counted } from './counted.js'

/** Hours are in UTC: `14:00`. */
export const siteOverview = {
  title: () => 'Overview',
  moreThan: ({ count }: { count: number }) => `more than ${count.toLocaleString('en')}`,
  paused: ({ since }: { since: string }) => `Everything is paused since ${since}.`,

  runs: {
    title: () => 'Runs, the last 24 hours',
    none: () => 'Nobody has run anything in the last 24 hours.',
    label: ({ count, troubled, peak, hour }: { count: number; troubled: number; peak: number; hour: string }) =>
      `${counted(count, 'run', 'runs')}, ${String(troubled)} of them failed, stuck or lost; the most in one hour were ${String(peak)}, from ${hour} UTC.`,
    hour: ({ hour, count, troubled }: { hour: string; count: number; troubled: number }) =>
      `${hour}: ${counted(count, 'run', 'runs')}${troubled > 0 ? `, ${String(troubled)} failed, stuck or lost` : ''}`,
  },
  waits: {
    title: () => 'Waiting now',
    none: () => 'No run waits for anybody.',
    ages: { '1h': 'Less than an hour', '1d': 'Less than a day', '3d': 'Less than three days', more: 'Longer' },
    columns: { age: 'Waiting for', count: 'Waits' },
  },
  signIns: {
    title: () => 'Sign-ins, the last 24 hours',
    none: () => 'Nobody was sent to an app.',
    columns: { app: 'App', started: 'Sent to the app', connected: 'Connected', declined: 'Said no', failed: 'Went wrong' },
  },
  health: {
    title: () => 'Apps',
    none: () => 'No app is configured.',
    columns: { app: 'App', shared: 'Shared connection', people: 'People', troubles: 'Troubles in 24 hours' },
    people: ({ all, needsSignIn }: { all: string; needsSignIn: string | null }) =>
      needsSignIn === null ? all : `${all}, of them ${needsSignIn} need a sign-in`,
    troubles: ({ refreshes, revocations }: { refreshes: number; revocations: number }) =>
      refreshes + revocations === 0
        ? 'None'
        : [
            refreshes > 0 ? counted(refreshes, 'token not renewed', 'tokens not renewed') : '',
            revocations > 0 ? counted(revocations, 'end given up', 'ends given up') : '',
          ]
            .filter(Boolean)
            .join(', '),
  },
  owed: {
    title: () => 'Still to be done',
    nothing: () => 'Nothing: every run was started, every receipt posted, every end of tokens confirmed.',
    revocations: ({ count }: { count: string }) => `Tokens whose end an app hasn’t confirmed yet: ${count}`,
    late: ({ what, age }: { what: string; age: string }) => `${what}, owed for ${age}`,
    what: {
      start: 'A run to be started',
      signal: 'A waiting run to be told of its answer',
      receipt: 'A receipt to be posted',
      card: 'A sign-in card to be shown',
    },
    effects: ({ count }: { count: number }) => `${counted(count, 'write', 'writes')} of open runs without a known outcome`,
  },
} as const
