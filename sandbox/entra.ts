// The stand-in for Microsoft Entra: OpenID Connect with the claims by which Workbot knows a person (tid, oid).
// https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
import { interactionPolicy } from 'oidc-provider'
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
      findAccount: (_ctx, key) => {
        const person = people.find((candidate) => candidate.key === key)
        return person && { accountId: key, claims: () => claimsOf(person, options.tenantId) }
      },
    },
    other(request) {
      requests.push({ method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '' })
      return Promise.resolve(false)
    },
    onError: options.onError ?? (() => undefined),
  })
  return { url: `${local.origin}${mountPath}`, origin: local.origin, people, requests, close: () => local.close() }
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
