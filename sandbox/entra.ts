// The stand-in for Microsoft Entra: OpenID Connect with the claims by which Workbot knows a person (tid, oid).
// https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { listenLocally, type TlsFiles } from './listen.js'
import { serveOidc, type OidcClient } from './oidc/server.js'
import { openOidcStore } from './oidc/stored-adapter.js'
import { sandboxPeople, type SandboxPerson } from './people.js'

/** A running stand-in. */
export interface EntraStandIn {
  /** For `ENTRA_AUTHORITY`; discovery is below it. */
  readonly url: string
  readonly origin: string
  readonly people: readonly SandboxPerson[]
  /** What was asked of it, without query strings. */
  readonly requests: readonly { readonly method: string; readonly path: string }[]
  close(): Promise<void>
}

interface EntraOptions extends OidcClient {
  /** 0 or nothing: any free one. */
  readonly port?: number
  /** Serves https; whoever calls it must trust the certificate. */
  readonly tls?: TlsFiles
  /** Null keeps its state in memory. */
  readonly stateFile: string | null
  readonly tenantId: string
  readonly people?: readonly SandboxPerson[]
  readonly onError?: (error: unknown) => void
}

/** @throws EADDRINUSE when the port is taken */
export async function startEntra(options: EntraOptions): Promise<EntraStandIn> {
  const people = options.people ?? sandboxPeople
  const local = await listenLocally(options.port ?? 0, options.tls)
  const requests: { method: string; path: string }[] = []
  const mountPath = `/${options.tenantId}/v2.0`
  const policy = interactionPolicy.base()
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  serveOidc({
    local,
    mountPath,
    cookiePrefix: 'entra',
    store: openOidcStore(options.stateFile),
    client: options,
    scope: 'openid profile email',
    look: { service: 'Microsoft Entra', accent: '#0f6cbd', asks: 'Workbot asks who is at this browser.', mayDeny: false },
    choices: people,
    configuration: {
      claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'preferred_username'], email: ['email'] },
      interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}`, policy },
      features: { clientCredentials: { enabled: true } },
      ttl: { ClientCredentials: 3_600 },
      findAccount: (_ctx, key) => {
        const person = people.find((candidate) => candidate.key === key)
        return person && { accountId: key, claims: () => claimsOf(person, options.tenantId) }
      },
    },
    grantTypes: ['client_credentials'],
    reshape(ctx) {
      sayWhichClient(ctx, options.clientId)
      return Promise.resolve()
    },
    other(request) {
      requests.push({ method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '' })
      return Promise.resolve(false)
    },
    onError: options.onError ?? (() => undefined),
  })
  return { url: `${local.origin}${mountPath}`, origin: local.origin, people, requests, close: () => local.close() }
}

/** Whom the token endpoint doesn't know, and whose secret is wrong, as Entra says it. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function sayWhichClient(ctx: KoaContextWithOIDC, clientId: string): void {
  if (ctx.path !== '/token' || (ctx.body as { error?: unknown } | undefined)?.error !== 'invalid_client') return
  const asked = ctx.oidc.body?.client_id
  const [error, number, words] =
    asked === clientId
      ? ['invalid_client', 7000215, 'Invalid client secret provided.']
      : ['unauthorized_client', 700016, `Application with identifier '${String(asked)}' was not found in the directory.`]
  ctx.status = asked === clientId ? 401 : 400
  ctx.body = { error, error_description: `AADSTS${String(number)}: ${words}`, error_codes: [number] }
}

function claimsOf(person: SandboxPerson, tenantId: string): { sub: string; [claim: string]: string } {
  return {
    sub: `sub-${person.aadObjectId}`,
    tid: person.tenantId ?? tenantId,
    oid: person.aadObjectId,
    name: person.name,
    preferred_username: person.email,
    email: person.email,
  }
}
