// Asks Microsoft for a token of the app itself (RFC 6749, 4.4): whether an app registration's id and secret are right. The token is thrown away.
import { HttpError } from '../http/errors.js'
import { parseObject, textOf } from '../http/json-object.js'
import type { Secret } from '../keys/secret.js'
import { failed, ok, warning, type Said } from './finding.js'
import { httpFor } from './http-for.js'
import { microsoftRefusal, type Registration } from './microsoft-words.js'

export interface AskedToken {
  readonly url: string
  readonly clientId: string
  readonly secret: Secret
  readonly scope: string
  readonly extraHosts: readonly string[]
}

export async function askMicrosoft(registration: Registration, { url, clientId, secret, scope, extraHosts }: AskedToken): Promise<Said> {
  const { host } = new URL(url)
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret.reveal(), scope }
  try {
    const { status, body } = await httpFor(
      url,
      extraHosts,
    )({
      method: 'POST',
      url: new URL(url),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
    })
    const json = parseObject(body)
    if (status === 200 && textOf(json?.access_token) !== '')
      return ok(`${host} takes ${registration.idName} and ${registration.secretName}`)
    const refusal = { error: textOf(json?.error), description: textOf(json?.error_description) }
    return microsoftRefusal(registration, refusal) ?? unclear(registration, host, refusal.error || String(status))
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return failed(`${host} can't be reached from here (${error.code})`, 'Open the way out to it: docs/setup.md, step 8, lists the hosts.')
  }
}

function unclear({ idName, secretName }: Registration, host: string, said: string): Said {
  const word = /^[\w.-]{1,60}$/.test(said) ? said : 'nothing we know'
  return warning(
    `${host} answered ${word}, which doesn't say whether ${idName} and ${secretName} are right`,
    'Sign in once, or write to the bot in Teams.',
  )
}
