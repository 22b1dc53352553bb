// How an app configuration is, in words: what a test of it found, and what rows tell of the last day. Plain text: the pages escape it.
import { counted } from './counted.js'

interface Lately {
  readonly connected: number
  readonly failed: number
  readonly refreshes: number
  readonly needsSignIn: number
  readonly pending: number
  readonly givenUp: number
}

/** `app` is an app's name, `host` a host, `redirectUri` ours. */
export const siteAppHealth = {
  title: () => 'Health',
  well: () => 'There was no trouble.',
  /** For a cell; the first trouble says most. */
  short: (lately: Lately) => troublesOf(lately)[0] ?? 'No trouble',
  troubles: troublesOf,
  connected: ({ count }: { count: number }) =>
    count === 0
      ? 'Nobody signed in there in the last 24 hours.'
      : `${counted(count, 'sign-in', 'sign-ins')} went well in the last 24 hours.`,

  test: {
    title: () => 'Test',
    hint: ({ app }: { app: string }) =>
      `Asks ${app} whether it knows this client, its redirect URI and its secret. Nobody signs in, and nothing is changed there.`,
    button: () => 'Test it now',
    found: () => 'What the test found',
    unset: () => 'Its client secret is in no environment of this bot, so nothing could be tested.',
  },
  page: {
    goes_on: ({ host }: { host: string }) => `${host} takes people on to sign in.`,
    client_unknown: ({ host }: { host: string }) => `${host} doesn’t know the client id. Look at it, and that the app is active there.`,
    redirect_unknown: ({ redirectUri }: { redirectUri: string }) =>
      `The redirect URI isn’t registered there. Register ${redirectUri}, exactly so.`,
    scope_unknown: ({ scopes }: { scopes: string }) => `It refuses the scopes. Give the app ${scopes} there.`,
    asleep: ({ host }: { host: string }) => `${host} is hibernating: a developer’s instance that nobody used for a while. Wake it.`,
    unexpected: ({ host, status }: { host: string; status: number }) =>
      `${host} answers ${String(status)} where its sign-in should be. Look at the address.`,
    unreachable: ({ host }: { host: string }) => `${host} can’t be reached from the bot. Look at the address, and open the way out to it.`,
  },
  client: {
    taken: () => 'It takes the client id and the secret.',
    id_unknown: () => 'It doesn’t know the client id. Copy it from the app once more.',
    refused: () => 'It doesn’t take the client secret. Copy it from the app once more: it may have been changed there.',
    unclear: () => 'It doesn’t say whether the secret is right: that shows when somebody signs in.',
    unreachable: () => 'Its token endpoint can’t be reached from the bot. Open the way out to it.',
    not_asked: () => 'The secret wasn’t tried.',
  },
} as const

function troublesOf({ failed, refreshes, needsSignIn, pending, givenUp }: Lately): readonly string[] {
  return [
    failed > 0 ? `${counted(failed, 'sign-in', 'sign-ins')} went wrong in the last 24 hours` : '',
    refreshes > 0 ? `${counted(refreshes, 'token wasn’t', 'tokens weren’t')} renewed in the last 24 hours` : '',
    needsSignIn > 0 ? `${counted(needsSignIn, 'person needs', 'people need')} a new sign-in` : '',
    pending > 0 ? `${counted(pending, 'end of a token isn’t', 'ends of tokens aren’t')} confirmed yet` : '',
    givenUp > 0 ? `${counted(givenUp, 'end of a token', 'ends of tokens')} given up in the last 24 hours` : '',
  ].filter((line) => line !== '')
}
