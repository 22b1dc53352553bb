// What an app is: how one signs in to it, what it can do, and how its errors read.
import type { Secret } from '../keys/secret.js'
import type { ByteSink, Http, HttpResponse } from '../http/http.js'
import type { FileRef, OpenFile } from './file-content.js'

/** Who a token acts as, in the app's own terms; looked up right after the code exchange. */
export interface AppAccount {
  /** The app's id of org and user together; stable for life. */
  readonly key: string
  /** As people know the account, most often an e-mail address. */
  readonly name: string
  readonly orgId: string
  readonly orgName: string
  /** Origin at which the app's API answers for this account, e.g. `https://contoso.my.salesforce.com`. */
  readonly host: string
}

/** What an app does with its refresh tokens. */
export interface RefreshRules {
  /** The answer of a refresh was lost: may the same refresh token be sent once more, or would its reuse end the whole grant? */
  readonly afterLostAnswer: 'send_again' | 'sign_in_again'
  /** A refresh token that nobody uses for so long dies; null: never. Milliseconds. */
  readonly idleMs: number | null
  /** Its life from the first grant, which no refresh extends; null: no fixed end. Milliseconds. */
  readonly fixedLifeMs: number | null
}

/** A token endpoint that said no: RFC 6749, 5.2, or what the vendor sends instead. `error` is empty where the body has none. */
export interface TokenRefusal {
  readonly status: number
  readonly error: string
  readonly description: string
}

/** How one signs in to an app: RFC 6749's endpoints and the vendor's own habits. */
export interface OAuthProfile {
  /** Absolute endpoint URLs for a login host (`baseUrl` has no trailing slash). */
  endpoints(baseUrl: string): { readonly authorization: string; readonly token: string; readonly revocation: string }
  readonly scopes: readonly string[]
  /** Whether people may be sent to this origin to sign in, where a person typed it: one of the vendor's own. */
  acceptsLogin(host: URL): boolean
  /** Whether the API may live at this origin, given at grant time; checked before any call (SSRF). */
  acceptsHost(host: URL): boolean
  /** Asks the app who the token belongs to. `response` is the token response's JSON, for apps that say it there. */
  lookUpAccount(call: {
    readonly http: Http
    readonly baseUrl: string
    readonly accessToken: Secret
    readonly response: Readonly<Record<string, unknown>>
  }): Promise<AppAccount>
  /** What to do with the old grant when a connection is replaced by a new sign-in. */
  readonly onReplace: 'revoke' | 'keep'
  readonly refresh: RefreshRules
  /** Whether this refusal of a refresh means that the grant is dead for good; where not, it is tried again later. */
  isGrantDead(refusal: TokenRefusal): boolean
  /** Whether this refusal may mean that our client secret isn't taken, and nothing was done; then a secret before is tried, where there is one. */
  isClientRefused(refusal: TokenRefusal): boolean
  /** How a token is ended: RFC 7009, or a form with the token alone, as no client. */
  readonly revocation: 'rfc7009' | 'token_in_form_without_client'
}

/** What an action gets for one call: everything it may use, and nothing it may keep. */
export interface ActionCall {
  /** Sends one request to the app's API as the chosen account; throws the error model's classes. `path` starts with a slash. */
  readonly request: (request: AppRequest) => Promise<AppAnswer>
  /** The write's own key, the same at every retry; the app is given it where it can recognise it. */
  readonly effectKey: string
  /** When this step first began. The same at every retry. */
  readonly startedAt: Date
  /** A try of this write that came before may have been done. Never for a read, nor where the caller chose *Try again*. */
  readonly isRetry: boolean
  /**
   * For writes: what `read` gives before the first try, kept in Workbot's own row and given again to every later one, e.g. the version of
   * the record that is changed. Once a write.
   */
  readonly noteOnce: <Note>(read: () => Promise<Note>) => Promise<Note>
  /** Opens a file that this run was given. @throws where it was given no such file */
  readonly openFile: (file: FileRef) => Promise<OpenFile>
  /** Origin of the API, for links to records. */
  readonly host: string
  /** The app's own id of the account that acts: `AppAccount.key`. */
  readonly accountKey: string
}

export interface AppRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Besides the ones that every request has, e.g. a precondition. */
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Where `path` begins, instead of the app's API: a host of the app that the token may go to. */
  readonly base?: string
  /** Sent as they are, instead of `json`; `headers` say what they are, and the `content-length` of a stream. */
  readonly bytes?: Uint8Array | AsyncIterable<Uint8Array>
  /** Takes the bytes of the answer. An app that gives them elsewhere redirects; that is followed once, without the token. */
  readonly into?: { readonly sink: ByteSink; readonly maxBytes: number }
}

/** A successful answer (2xx); `json` is undefined where the body is empty. */
export interface AppAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

/** What a receipt says of a result besides the recipe's own words. */
export interface ResultFacts {
  readonly facts: readonly { readonly label: FactLabel; readonly value: string | number; readonly currency?: string | undefined }[]
  readonly url?: string
  /** What the link's button calls it; the result's own `name` unless told. */
  readonly name?: string
  /** The record's own address, where `url` is another way to it: a record has one link. */
  readonly record?: string
}
/** Labels live in text/; these are the ones it has. */
export type FactLabel = 'amount' | 'stage' | 'owner' | 'closeDate' | 'count' | 'total' | 'number' | 'state' | 'priority'

interface ActionBase<Input, Output> {
  perform(call: ActionCall, input: Input): Promise<Output>
  describe?(output: Output): ResultFacts
}
export interface ReadAction<Input, Output> extends ActionBase<Input, Output> {
  readonly kind: 'read'
}
interface WriteBase<Input, Output> extends ActionBase<Input, Output> {
  readonly kind: 'write'
  /** What it is about, as its caller knows it: a name, a number. Shown where its outcome is unknown. */
  subject?(input: Input): string | undefined
}
/**
 * How a write whose answer was lost is recognised (docs/effects.md).
 * - `enforced`: the app itself refuses a second one, by our key or by the state that it must find; `perform` may be sent again and finds
 *   the first one. Where it can't tell after all, it throws OutcomeUnknown.
 * - `exact key`: the app can be asked whether the write arrived: `find` gives its output, or undefined where it surely didn't.
 * - `none`: nothing can tell. It is never sent again by itself; its caller is asked.
 */
export type WriteAction<Input, Output> = WriteBase<Input, Output> &
  (
    | { readonly recognisedBy: 'enforced' | 'none' }
    | { readonly recognisedBy: 'exact key'; find(call: ActionCall, input: Input): Promise<Output | undefined> }
  )
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the registry holds actions of every shape; each call site is typed
export type AnyAction = ReadAction<any, any> | WriteAction<any, any>

/** Gives an action its types; `defineRead<Input, Output>({ ... })`. */
export const defineRead = <Input, Output>(action: Omit<ReadAction<Input, Output>, 'kind'>): ReadAction<Input, Output> => ({
  kind: 'read',
  ...action,
})
export const defineWrite = <Input, Output>(action: Unkinded<WriteAction<Input, Output>>): WriteAction<Input, Output> => ({
  kind: 'write',
  ...action,
})
type Unkinded<Action> = Action extends unknown ? Omit<Action, 'kind'> : never

/** What an admin of an app makes for Workbot, besides the OAuth client: `npm run doctor` looks at it. */
export interface SetUp {
  /** How an admin sees it, where there is no account that could be asked. */
  readonly look: string
  /** Only reads. @throws the error model's classes */
  check(call: Pick<ActionCall, 'request'>): Promise<readonly SetUpFinding[]>
}
/** `todo` where it isn't right. */
export type SetUpFinding = { readonly what: string } & ({ readonly isRight: true } | { readonly isRight: false; readonly todo: string })
/** Somebody as an app knows them; who that is in Teams, the roster's address or their own connection says. */
export interface AppPerson {
  /** The app's id. */
  readonly app: string
  /** As `AppAccount.key`. */
  readonly accountKey: string
  readonly name: string
  /** Empty where the app doesn't say it. */
  readonly email: string
}

/** Hands a request for a decision to somebody else: what an app's action `reassign` is given. */
export interface Reassignment {
  /** The request's, as its own action gave it. */
  readonly id: string
  /** By their account where it is known, else by their address. */
  readonly to: { readonly name: string; readonly email: string; readonly accountKey: string | null }
}

/** How a request for a decision stands in the app itself, and the record that it is about. */
export interface RequestState {
  /** Null: nobody has decided. `how` in the app's words: `Approved`; `at` is ISO. */
  readonly settled: { readonly how: string; readonly by: string | null; readonly at: string | null } | null
  /** What a change of would matter to whoever decides. */
  readonly facts: readonly { readonly label: string; readonly value: string | number }[]
}

/** One OAuth2 app. */
export interface App<Actions extends Record<string, AnyAction> = Record<string, AnyAction>> {
  readonly id: string
  /** As people know it: `Salesforce`. */
  readonly name: string
  readonly oauth: OAuthProfile
  readonly actions: Actions
  /** Where the API lives below the host: `/services/data/v64.0`. */
  readonly apiPath: string
  /** Hosts at which it hands out bytes, by addresses that are secrets of their own: no token goes there. */
  givesBytesAt?(host: URL): boolean
  readonly setUp: SetUp
  /** Reads a request for a decision, by the id that its own action gave: for questions that may be settled in the app too. */
  readRequest?(call: Pick<ActionCall, 'request' | 'host' | 'accountKey'>, id: string): Promise<RequestState>
  /** Maps an answer that isn't 2xx to an error of apps/errors.ts and throws it. */
  throwError(response: HttpResponse): never
}

export const defineApp = <Actions extends Record<string, AnyAction>>(app: App<Actions>): App<Actions> => app
