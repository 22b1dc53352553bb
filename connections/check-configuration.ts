// Tries an app configuration without anybody signing in: its sign-in page, and whether the token endpoint takes its client.
import { askClient, type ClientAnswer } from './ask-client.js'
import { askSignInPage, type PageAnswer } from './ask-sign-in-page.js'
import type { OAuthClient } from './oauth-client.js'

export interface CheckedConfiguration {
  readonly page: PageAnswer
  /** Null: not asked, since its host can't be reached. */
  readonly client: ClientAnswer | null
}

/** @param redirectUri where the app sends people back to */
export async function checkConfiguration(client: OAuthClient, redirectUri: string): Promise<CheckedConfiguration> {
  const { app, http, clientId, configuration, secrets } = client
  const { authorization, token } = app.oauth.endpoints(configuration.baseUrl)
  const page = await askSignInPage(http, { page: authorization, clientId, redirectUri, scope: configuration.scopes.join(' ') })
  const [secret] = secrets
  if (page.kind === 'unreachable' || !secret) return { page, client: null }
  return { page, client: await askClient(http, { url: token, client: { clientId, secret }, oauth: app.oauth }) }
}
