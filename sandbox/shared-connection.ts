// Connects the workspace's shared account at an app's stand-in, by a real sign-in: the sandbox's admin has done that already.
import { randomBytes } from 'node:crypto'
import * as oauth from 'openid-client'
import { apps } from '../apps/index.js'
import type { SharedConfig } from '../config.js'
import { findAccess } from '../connections/access.js'
import { connectShared } from '../connections/connect-shared.js'
import { exchangeCode } from '../connections/exchange-code.js'
import { createOAuthClients } from '../connections/oauth-client.js'
import { createTokenSealer, createTokenUnsealer } from '../connections/token-sealing.js'
import type { Database } from '../database.js'
import { createKeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { clientSecrets } from '../settings/client-secret.js'

type Deps = { readonly db: Database; readonly config: SharedConfig & { readonly TOKEN_PRIVATE_KEY: readonly Record<string, unknown>[] } }

/**
 * Leaves a connection that works alone.
 * @param account the key of the stand-in's account: `integration`
 * @param configurationId of the app configuration, which has the app's name here
 * @throws where the stand-in or the app configuration isn't there, or the account is refused
 */
export async function ensureSharedConnection(
  { db, config }: Deps,
  account: string,
  configurationId = 'salesforce',
): Promise<'connected' | 'was connected'> {
  const keys = createKeyRing(config.SHARED_KEYS)
  const unseal = createTokenUnsealer({ privateKeys: config.TOKEN_PRIVATE_KEY, publicKeys: config.TOKEN_PUBLIC_KEY, keys })
  const owner = { kind: 'shared', tenantId: config.TENANT_ID } as const
  const access = await db.transaction((tx) => findAccess({ tx, unseal }, { owner, configurationId }))
  if (access.kind === 'ready') return 'was connected'

  const findClient = createOAuthClients({ apps, extraHosts: config.EXTRA_APP_HOSTS, secrets: clientSecrets(config, keys) })
  const client = await findClient(db, configurationId)
  if (!client) throw new Error(`The app configuration "${configurationId}" isn't there.`)
  const verifier = oauth.randomPKCECodeVerifier()
  const state = randomBytes(16).toString('base64url')
  const redirectUri = `${config.PUBLIC_URL}/oauth/callback/${configurationId}`
  const start = oauth.buildAuthorizationUrl(client.library(), {
    redirect_uri: redirectUri,
    scope: client.configuration.scopes.join(' '),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  })
  const callbackUrl = await signInAs(start, account, redirectUri)
  const grant = await exchangeCode(client, { callbackUrl, state, verifier: new Secret(verifier) })
  const seal = createTokenSealer({ publicKeys: config.TOKEN_PUBLIC_KEY, keys })
  const outcome = await connectShared({ db, seal, client }, { tenantId: config.TENANT_ID, grant })
  if (outcome.kind !== 'connected') throw new Error(`The shared account "${account}" was refused (${outcome.kind}).`)
  return 'connected'
}

/** What a browser would do: follow, keep cookies, choose the account on the login page; up to the callback, which isn't fetched. */
async function signInAs(start: URL, account: string, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = start
  for (let hops = 0; hops < 10; hops++) {
    const isLogin = url.pathname.startsWith('/login/')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(isLogin && { method: 'POST', body: new URLSearchParams({ person: account }) }),
    })
    await response.body?.cancel()
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The stand-in answered ${String(response.status)} at ${url.pathname}.`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url
  }
  throw new Error('The sign-in at the stand-in went in circles.')
}
