// Everything the incident pages say. Plain text: the pages escape it.
import { counted } from './counted.js'
import type { PageWords } from './pages.js'

/** `configuration` is the id of an app configuration, `label` its label. */
export const incidentWords = {
  title: () => 'Incident',
  lead: () => 'For when something is wrong. Pausing is undone by one button; ending tokens is not undone at all.',
  running: () => 'Nothing is paused.',
  paused: ({ since }: { since: string }) =>
    `Everything is paused since ${since}. No run does anything in an app; commands are refused in words.`,
  restored: ({ since }: { since: string }) =>
    `Since ${since} this database counts as a restored backup. It acts again after: npm run incident -- restored-end`,

  pause: {
    title: () => 'Pause everything',
    hint: ({ working, waiting }: { working: number; waiting: number }) =>
      `${counted(working, 'run is', 'runs are')} at work, ${counted(waiting, 'waits', 'wait')} for somebody. A step under way ends within 20 seconds; no other begins. Nothing is lost: runs go on where they were once you resume.`,
    button: () => 'Pause everything',
    resume: () => 'Resume',
    resumeHint: () => 'Runs go on within 10 seconds, where they were.',
  },
  disconnect: {
    title: () => 'Disconnect everyone from an app',
    hint: () =>
      'When a client secret leaked, or the app asks for it. Everyone’s connections through this configuration go, the shared one too, and the app ends their tokens. Runs ask for a sign-in at their next step.',
    columns: { configuration: 'App configuration', personal: 'Personal connections', shared: 'Shared', runs: 'Open runs' },
    choose: () => 'App configuration',
    word: () => 'To go on, type the id of the configuration',
    button: () => 'Disconnect everyone',
    none: () => 'No app is configured.',
  },
  revoke: {
    title: () => 'Revoke everything',
    hint: () =>
      'When the database, a backup or keys leaked. Pauses everything, deletes every connection to every app, and has the apps end every token. People are told in Teams, and asked to sign in when their runs go on.',
    word: ({ word }: { word: string }) => `To go on, type: ${word}`,
    button: () => 'Revoke everything',
  },
  wrongWord: () => 'That isn’t it, so nothing was done.',
  noSuchConfiguration: () => 'There is no such configuration, so nothing was done.',
  said: {
    paused: () => 'Everything is paused.',
    resumed: () => 'Resumed. Runs go on within 10 seconds.',
    unchanged: () => 'It was so already.',
    restored: () => 'A restored backup isn’t resumed here. Run: npm run incident -- restored-end',
    closed: () => 'Closed.',
  },

  what: ({ configuration }: { configuration: string | null }) =>
    configuration === null ? 'Revoke everything' : `Disconnect everyone from ${configuration}`,
  open: {
    title: () => 'Under way',
    line: ({ what, since }: { what: string; since: string }) => `${what}, since ${since}`,
  },
  ended: {
    title: () => 'Earlier incidents',
    none: () => 'There was none.',
    columns: { what: 'What', began: 'Began', ended: 'Closed', connections: 'Connections deleted' },
  },

  progress: {
    back: () => 'Incident',
    began: ({ at, connections }: { at: string; connections: number }) =>
      `Begun ${at}. ${counted(connections, 'connection was', 'connections were')} deleted here; from then on nothing can use them.`,
    deleting: () => 'Connections are being deleted here. This page looks again by itself.',
    confirming: ({ open }: { open: number }) =>
      `${counted(open, 'token is', 'tokens are')} still to be confirmed by their app. A worker tries for five days. This page looks again by itself.`,
    done: () => 'Done: the apps confirmed the end of every token.',
    doneWithout: ({ givenUp }: { givenUp: number }) =>
      `Nothing is left here. ${counted(givenUp, 'token was', 'tokens were')} never confirmed: end them at the app, in its list of connected apps.`,
    nothing: () => 'No app had a token to end.',
    columns: { configuration: 'App configuration', confirmed: 'Confirmed by the app', open: 'Not confirmed yet', givenUp: 'Given up' },
    label: () => 'Proof',
    again: () => 'Look again',
    close: () => 'Close this incident',
    closeHint: () =>
      'It stays in the list and in the audit. Until it is closed, the same button goes on with it instead of beginning anew.',
    closed: ({ at }: { at: string }) => `Closed ${at}.`,
    next: () => 'Then: connect the shared connections again, and resume.',
  },
  notDone: (): PageWords => ({
    title: 'It isn’t done yet',
    lead: 'An incident is closed once every app has confirmed. It goes on by itself.',
    again: 'Back to it',
  }),
  notFound: (): PageWords => ({ title: 'There is no such incident', lead: 'It may have been mistyped.', again: 'Incident' }),
} as const
