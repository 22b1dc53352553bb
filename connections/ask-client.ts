// Whether an app's token endpoint takes our client id and secret: it is given a refresh token that nobody ever had, and how it refuses that tells.
import type { OAuthProfile } from '../apps/define-app.js'
import { HttpError } from '../http/errors.js'
import type { Http } from '../http/http.js'
import { parseObject, textOf } from '../http/json-object.js'
import type { ClientCredentials } from '../settings/client-secret.js'

const NOBODYS = 'workbot-asks-whether-this-client-is-known'

/** `unclear`: the app says the same of a wrong secret as of a token that ended. */
export type ClientAnswer = 'taken' | 'id_unknown' | 'refused' | 'unclear' | 'unreachable'

/** @param url the app's token endpoint */
export async function askClient(
  http: Http,
  { url, client, oauth }: { url: string; client: ClientCredentials; oauth: Pick<OAuthProfile, 'isGrantDead' | 'isClientRefused'> },
): Promise<ClientAnswer> {
  const form = { grant_type: 'refresh_token', refresh_token: NOBODYS, client_id: client.clientId, client_secret: client.secret.reveal() }
  try {
    const { status, body } = await http({
      method: 'POST',
      url: new URL(url),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
    })
    const json = parseObject(body)
    const refusal = { status, error: textOf(json?.error), description: textOf(json?.error_description) }
    const [isClient, isGrant] = [oauth.isClientRefused(refusal), oauth.isGrantDead(refusal)]
    if (refusal.error === 'invalid_client_id') return 'id_unknown'
    if (isClient !== isGrant) return isClient ? 'refused' : 'taken'
    return 'unclear'
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return 'unreachable'
  }
}
