// Connects the workspace's shared account by the code that an operator's sign-in uses.
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { apps } from '../../apps/index.js'
import { readConfig } from '../../config.js'
import { connectShared } from '../../connections/connect-shared.js'
import { createOAuthClients } from '../../connections/oauth-client.js'
import { createTokenSealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { clientSecrets } from '../../settings/client-secret.js'
import { createBrowser } from './browser.js'
import type { World } from './world.js'

/** Signs the integration account in at the stand-in and stores its tokens. */
export async function connectIntegration({ db, env, url }: World): Promise<void> {
  const config = readConfig('bot', env)
  const keys = createKeyRing(config.SHARED_KEYS)
  const findClient = createOAuthClients({ apps, extraHosts: config.EXTRA_APP_HOSTS, secrets: clientSecrets(config, keys) })
  const client = await findClient(db, 'salesforce')
  if (!client) throw new Error('Salesforce is not configured.')

  const redirectUri = `${url}/oauth/callback/salesforce`
  const verifier = randomPKCECodeVerifier()
  const state = randomState()
  const authorize = buildAuthorizationUrl(client.library(), {
    redirect_uri: redirectUri,
    scope: client.configuration.scopes.join(' '),
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const browser = createBrowser({ stopBefore: redirectUri })
  const back = await browser.choose(await browser.open(authorize), 'integration')
  const response = await authorizationCodeGrant(client.library(), back.url, { pkceCodeVerifier: verifier, expectedState: state })
  const seal = createTokenSealer({ publicKeys: config.TOKEN_PUBLIC_KEY, keys })
  const outcome = await connectShared({ db, seal, client }, { tenantId: config.TENANT_ID, response: { ...response } })
  if (outcome.kind !== 'connected') throw new Error(`The shared connection ended as ${outcome.kind}.`)
}
