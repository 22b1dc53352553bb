// Microsoft Entra as the proof of who sits at a browser: OpenID Connect at the authority of our tenant, never `common`.
// https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  type Configuration,
} from 'openid-client'
import { WorkbotError } from '../errors.js'
import { findHttpError } from '../http/errors.js'
import { createHttp } from '../http/guarded-fetch.js'
import { toCustomFetch } from '../http/to-custom-fetch.js'
import type { Secret } from '../keys/secret.js'
import { microsoftWall, type MicrosoftWall } from '../text/wall-words.js'
import type { Person } from './browser-sessions.js'
import type { TripSecrets } from './entra-trips.js'

export interface EntraClient {
  /** Where the browser goes. `account: 'other'` has Microsoft ask which account. */
  begin(trip: { redirectUri: string; account: 'any' | 'other' }): Promise<{ url: URL; state: string; secrets: TripSecrets }>
  /** Who came back. @throws EntraRefused, EntraUnavailable */
  finish(callbackUrl: URL, trip: { state: string; secrets: TripSecrets }): Promise<Person>
}

/** Microsoft didn't confirm anybody, or named nobody in the way we need. */
export class EntraRefused extends WorkbotError {
  /** Why, where Microsoft said it in a way that we know. */
  readonly wall: MicrosoftWall | null

  constructor(why: string, wall: MicrosoftWall | null = null) {
    super('WB-SIGNIN-104', `Microsoft didn't confirm who is at the browser: ${why}.`)
    this.wall = wall
  }
}

/** Microsoft can't be reached or answered nonsense. */
export class EntraUnavailable extends WorkbotError {
  constructor(cause: unknown) {
    super('WB-SIGNIN-105', "Microsoft's sign-in isn't answering as it should.", { cause })
  }
}

export interface EntraSettings {
  /** Only there may the authority be plain http. */
  readonly sandbox: boolean
  /** `https://login.microsoftonline.com/<tenant>/v2.0` */
  readonly authority: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** EXTRA_APP_HOSTS: only where the authority is listed may it be a private address or name a port. */
  readonly extraHosts?: readonly string[]
}

/** @throws WorkbotError WB-SIGNIN-106 where the authority is plain http outside the sandbox */
export function createEntraClient(settings: EntraSettings): EntraClient {
  if (!settings.sandbox && !settings.authority.startsWith('https://')) {
    throw new WorkbotError('WB-SIGNIN-106', 'ENTRA_AUTHORITY must be https outside the sandbox.')
  }
  const configuration = createDiscovery(settings)
  return {
    async begin({ redirectUri, account }) {
      const secrets = { verifier: randomPKCECodeVerifier(), nonce: randomNonce() }
      const state = randomState()
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state,
        nonce: secrets.nonce,
        code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        ...(account === 'other' && { prompt: 'select_account' }),
      })
      return { url, state, secrets }
    },
    async finish(callbackUrl, { state, secrets: { verifier, nonce } }) {
      const checks = { expectedState: state, pkceCodeVerifier: verifier, expectedNonce: nonce, idTokenExpected: true }
      const answer = await authorizationCodeGrant(await configuration(), callbackUrl, checks).catch(explain)
      return readPerson(answer.claims() ?? {})
    },
  }
}

/** Discovered once it succeeds, and again after an hour: keys and endpoints change rarely, but they do. */
function createDiscovery({ authority, clientId, clientSecret, extraHosts = [] }: EntraSettings): () => Promise<Configuration> {
  const origin = new URL(authority)
  const isHttp = origin.protocol === 'http:'
  const http = createHttp({
    acceptsHost: (url) => url.host === origin.host,
    extraHosts: isHttp || extraHosts.includes(origin.host) ? [origin.host] : [],
  })
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by its authors only to stand out
  const execute = [enableNonRepudiationChecks, ...(isHttp ? [allowInsecureRequests] : [])]
  let known: { readonly configuration: Configuration; readonly until: number } | undefined

  return async () => {
    if (known && known.until > Date.now()) return known.configuration
    const configuration = await discovery(origin, clientId, undefined, ClientSecretPost(clientSecret.reveal()), {
      execute,
      [customFetch]: toCustomFetch(http),
    }).catch((error: unknown) => {
      throw new EntraUnavailable(findHttpError(error))
    })
    known = { configuration, until: Date.now() + 3_600_000 }
    return configuration
  }
}

/** openid-client's causes hold bodies and queries, so they stay behind. */
function explain(error: unknown): never {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    throw new EntraRefused(`it answered ${word(error.error)}`, microsoftWall({ error: error.error, description: error.error_description }))
  const { code } = error as { code?: unknown }
  const http = findHttpError(error)
  if (!http && code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED') throw new EntraRefused('its token is for another audience, issuer or sign-in')
  throw new EntraUnavailable(http)
}

function word(error: string): string {
  return /^[\w.-]{1,60}$/.test(error) ? error : 'an error without a name'
}

function readPerson({ tid, oid, name, preferred_username: email }: Readonly<Record<string, unknown>>): Person {
  if (typeof tid !== 'string' || typeof oid !== 'string' || !tid || !oid) throw new EntraRefused('its token has no tid or oid')
  return {
    // As Teams' are kept: the same id in other letters would be another person.
    caller: { tenantId: tid.toLowerCase(), aadObjectId: oid.toLowerCase() },
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : '',
  }
}
