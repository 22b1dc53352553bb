// What the contract suite, the refresh tests and the hostile answers must know of an app, and what those of several apps share.
import type { AppId } from '../../apps/index.js'
import type { AppErrorKind } from '../../apps/errors.js'
import type { Access } from '../../connections/access.js'
import type { HttpRequest } from '../../http/http.js'
import type { OAuthAppOptions, OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'

/** Performs an action as Alice. */
export type Act = (action: string, input: unknown) => Promise<unknown>

export interface AppUnderTest {
  readonly id: AppId
  start(options: OAuthAppOptions): Promise<OAuthAppStandIn>
  readonly tokenPath: string
  /** An action that reads, and what it must give to Alice. */
  readonly read: { readonly action: string; readonly gives: unknown }
  /** A write that is *enforced* or has an *exact key* (docs/effects.md): which request does it, and how often the app has it. */
  readonly effect: {
    readonly action: string
    readonly input: (name: string) => unknown
    readonly request: { readonly method: string; readonly path: string }
    count(standIn: OAuthAppStandIn, name: string): number
  }
  /** A list of more entries than come at once: how one is added, and how all of their names are read. */
  readonly paging: { readonly entries: number; add(act: Act, name: string): Promise<unknown>; all(act: Act): Promise<readonly string[]> }
  /** Alice's connection; `orgId` and `host` follow from where the stand-in listens, where they are functions. */
  readonly alice: { key(url: string): string; readonly name: string; orgId(url: string): string; orgName(url: string): string }
  /** An org whose accounts Alice's isn't one of. */
  readonly otherOrg: string
  /** The refresh token after a refresh. */
  readonly afterRefresh: 'not said' | 'the same' | 'another'
  /** Origins at which the API may live, and some that only look so. */
  readonly hosts: { readonly accepted: readonly string[]; readonly refused: readonly string[] }
  readonly errors: readonly ErrorCase[]
  /** What becomes of a connection whose refresh was done and whose answer was lost, and how often the refresh token was sent. */
  readonly afterLostAnswer: { readonly kind: Access['kind']; readonly sent: number }
  readonly hostile: HostileApp
}

/** For test/attacks/token-elsewhere.test.ts: the same text, an address or a way out of a path, in every field. */
interface HostileApp {
  /** What the app answers, with `value` wherever it gives an id, a name or an address. */
  readonly answer: (value: string, asked: Pick<HttpRequest, 'method' | 'url'>) => unknown
  /** What its actions take besides the fields that all tests give. */
  readonly input?: (value: string, action: string) => object
  /** Where requests may go besides the app's own path. */
  readonly alsoBelow?: string
}

/** One answer of the app's API, and the class that it must become. */
export interface ErrorCase {
  readonly what: string
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly kind: AppErrorKind
  /** What people are told must hold this. */
  readonly says?: string
}

export const everywhereRefused = ['https://evil.example', 'https://169.254.169.254', 'http://api.box.com', 'https://localhost']

/** Every app's `errors` begin with these. */
export const passing: readonly ErrorCase[] = [
  { what: 'an answer of 503', status: 503, kind: 'AppUnavailable' },
  { what: 'a redirect', status: 302, kind: 'AppUnavailable' },
  { what: 'a page of HTML with 404', status: 404, body: '<h1>Not here</h1>', kind: 'AppUnavailable' },
  { what: 'too many requests', status: 429, body: '{}', headers: { 'retry-after': '7' }, kind: 'RateLimited' },
]

/** Goes on from `next` until there is none. */
export async function everyPage(
  act: Act,
  action: string,
  input: object,
  namesOf: (page: unknown) => readonly string[],
): Promise<readonly string[]> {
  const names: string[] = []
  for (let from: unknown; from !== null;) {
    const page = (await act(action, { ...input, ...(from !== undefined && { from }) })) as { readonly next: unknown }
    names.push(...namesOf(page))
    from = page.next
  }
  return names
}
