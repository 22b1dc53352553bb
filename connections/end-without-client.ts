// Ends a token where the app asks for the token alone, and for no client: ServiceNow's way.
// https://www.servicenow.com/docs/r/zurich/platform-security/authentication/t_RevokeOAuthToken.html
import { HttpError } from '../http/errors.js'
import type { HttpResponse } from '../http/http.js'
import type { Secret } from '../keys/secret.js'
import { SignInUnavailable } from './errors.js'
import type { OAuthClient } from './oauth-client.js'

/**
 * The token goes in a form, which no log of addresses keeps. The vendor's page knows it only as part of the address: that comes second,
 * where the form isn't taken.
 * @throws SignInUnavailable where the app didn't confirm
 */
export async function endWithoutClient(
  { app, configuration, http }: Pick<OAuthClient, 'app' | 'configuration' | 'http'>,
  token: Secret,
): Promise<void> {
  const endpoint = new URL(app.oauth.endpoints(configuration.baseUrl).revocation)
  const form = new URLSearchParams({ token: token.reveal() })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  try {
    const byForm = await http({ method: 'POST', url: endpoint, headers, body: form.toString() })
    if (isDone(byForm)) return
    if (byForm.status >= 500) throw new SignInUnavailable(null)
    endpoint.search = form.toString()
    if (!isDone(await http({ method: 'GET', url: endpoint }))) throw new SignInUnavailable(null)
  } catch (error) {
    throw error instanceof HttpError ? new SignInUnavailable(null, error) : error
  }
}

/** A sleeping instance answers 200 with a page. */
function isDone({ status, headers }: HttpResponse): boolean {
  return status === 200 && !headers.get('content-type')?.startsWith('text/html')
}
