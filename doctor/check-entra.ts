// The web sign-in's app registration: its tenant's discovery, its id and secret, and its redirect URI as far as Microsoft tells.
import { HttpError } from '../http/errors.js'
import { parseObject, textOf } from '../http/json-object.js'
import { Secret } from '../keys/secret.js'
import { askMicrosoft } from './ask-microsoft.js'
import { askSignInPage } from '../connections/ask-sign-in-page.js'
import type { Known } from './environment.js'
import { failed, ok, warning, type Said } from './finding.js'
import { httpFor } from './http-for.js'
import { microsoftRefusal } from './microsoft-words.js'

const registration = { whose: "the web sign-in's", idName: 'ENTRA_CLIENT_ID', secretName: 'ENTRA_CLIENT_SECRET' } as const

export async function checkEntra(known: Known): Promise<Said[]> {
  const { TENANT_ID: tenant, ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: secret, EXTRA_APP_HOSTS: extraHosts = [] } = known
  const authority = known.ENTRA_AUTHORITY ?? (tenant === undefined ? undefined : `https://login.microsoftonline.com/${tenant}/v2.0`)
  if (authority === undefined || clientId === undefined) return []
  const found = await discover(authority, extraHosts)
  if ('state' in found) return [found]
  const said = [ok(`${new URL(authority).host} answers for the tenant`)]
  if (clientId === known.MICROSOFT_APP_ID)
    said.push(
      warning(
        'the bot and the web sign-in share one app registration',
        "Make a second one, so that one leaked secret isn't both (docs/setup.md, step 6).",
        'azure',
      ),
    )
  if (secret !== undefined)
    // What every app may ask for; the token would hold no right. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    said.push(
      await askMicrosoft(registration, {
        url: found.token,
        clientId,
        secret: new Secret(secret),
        scope: 'https://graph.microsoft.com/.default',
        extraHosts,
      }),
    )
  if (known.PUBLIC_URL !== undefined) said.push(await redirect(found.authorization, { clientId, publicUrl: known.PUBLIC_URL, extraHosts }))
  return said
}

async function discover(
  authority: string,
  extraHosts: readonly string[],
): Promise<Said | { readonly token: string; readonly authorization: string }> {
  const { host } = new URL(authority)
  try {
    const url = new URL(`${authority}/.well-known/openid-configuration`)
    const { status, body } = await httpFor(authority, extraHosts)({ method: 'GET', url })
    const json = parseObject(body)
    const { issuer, token_endpoint: token, authorization_endpoint: authorization } = json ?? {}
    if (status === 200 && textOf(issuer) === authority && textOf(token) !== '' && textOf(authorization) !== '')
      return { token: textOf(token), authorization: textOf(authorization) }
    const refusal = { error: textOf(json?.error), description: textOf(json?.error_description) }
    const words = microsoftRefusal(registration, refusal)
    return (
      words ?? failed(`${host} isn't the authority of the tenant (${String(status)})`, 'Look at TENANT_ID and ENTRA_AUTHORITY.', 'azure')
    )
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return failed(`${host} can't be reached from here (${error.code})`, 'Open the way out to it: docs/setup.md, step 8, lists the hosts.')
  }
}

async function redirect(
  page: string,
  { clientId, publicUrl, extraHosts }: { clientId: string; publicUrl: string; extraHosts: readonly string[] },
): Promise<Said> {
  const redirectUri = `${publicUrl}/entra/callback`
  const http = httpFor(page, extraHosts)
  const answer = await askSignInPage(http, { page, clientId, redirectUri, scope: 'openid profile' })
  const todo = `Register ${redirectUri} for the platform Web: App registrations, Authentication.`
  if (answer.kind === 'redirect_unknown') return failed(`Microsoft doesn't know the redirect URI ${redirectUri}`, todo, 'azure')
  if (answer.kind === 'client_unknown')
    return failed("Microsoft's sign-in page knows no such app", 'Look at ENTRA_CLIENT_ID and TENANT_ID.', 'azure')
  if (answer.kind === 'goes_on') return ok(`Microsoft's sign-in page takes people on; redirect URI: ${redirectUri}`)
  return warning("Microsoft's sign-in page says nothing that is understood here", todo, 'azure')
}
