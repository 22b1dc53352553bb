// The bot's own app registration, and the keys by which it recognises Teams.
import { HttpError } from '../http/errors.js'
import { parseObject, textOf } from '../http/json-object.js'
import { Secret } from '../keys/secret.js'
import { askMicrosoft } from './ask-microsoft.js'
import type { Known } from './environment.js'
import { failed, ok, type Said } from './finding.js'
import { httpFor } from './http-for.js'

const registration = { whose: "the bot's", idName: 'MICROSOFT_APP_ID', secretName: 'MICROSOFT_APP_PASSWORD' } as const

export async function checkBot(known: Known): Promise<Said[]> {
  const { MICROSOFT_APP_ID: clientId, MICROSOFT_APP_PASSWORD: secret, TENANT_ID: tenant, BOT_OPENID_METADATA_URL: metadata } = known
  const extraHosts = known.EXTRA_APP_HOSTS ?? []
  const url = known.BOT_TOKEN_URL ?? (tenant === undefined ? undefined : `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`)
  const said: Said[] = []
  if (clientId && secret && url !== undefined)
    said.push(
      // The scope of Microsoft's own connector. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
      await askMicrosoft(registration, {
        url,
        clientId,
        secret: new Secret(secret),
        scope: 'https://api.botframework.com/.default',
        extraHosts,
      }),
    )
  if (metadata !== undefined) said.push(await checkMetadata(metadata))
  return said
}

async function checkMetadata(address: string): Promise<Said> {
  const { host } = new URL(address)
  const todo =
    'Open the way out to it (docs/setup.md, step 8), or correct BOT_OPENID_METADATA_URL: without it every message of Teams is refused.'
  try {
    const { status, body } = await httpFor(address)({ method: 'GET', url: new URL(address) })
    if (status === 200 && textOf(parseObject(body)?.jwks_uri) !== '') return ok(`${host} says by which keys Teams signs`)
    return failed(`${host} doesn't say by which keys Teams signs (${String(status)})`, todo)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return failed(`${host} can't be reached from here (${error.code})`, todo)
  }
}
