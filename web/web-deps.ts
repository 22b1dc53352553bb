// What the browser edge works with.
import type { FindOAuthClient, ConnectableApp } from '../connections/oauth-client.js'
import type { SealTokens } from '../connections/token-sealing.js'
import type { Database } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Logger } from '../log.js'
import type { SettledWait } from '../runs/types.js'
import type { CodecDeps } from './codec-routes.js'
import type { EntraClient } from './entra-client.js'
import type { SiteDeps } from './site/site-deps.js'

export interface WebDeps {
  readonly db: Database
  readonly log: Logger
  /** The ring that bot and worker share: links and signatures. */
  readonly keys: KeyRing
  /** The bot's own: verifiers and nonces. */
  readonly botKeys: KeyRing
  readonly seal: SealTokens
  /** Origin under which browsers reach us, without a trailing slash. Redirect URIs are built from it, never from a Host header. */
  readonly publicUrl: string
  readonly apps: Readonly<Record<string, ConnectableApp>>
  readonly findClient: FindOAuthClient
  /** `host:port` of apps that the operator listed (EXTRA_APP_HOSTS): where an admin's configuration may lead besides the vendors' hosts. */
  readonly extraHosts?: readonly string[]
  readonly entra: EntraClient
  /** Wakes the runs whose waits have their outcome; never throws. */
  readonly wake: (waits: readonly SettledWait[]) => Promise<void>
  /** Pages per minute and address; 60 unless told. Kept in this process: several bots allow as many times more. */
  readonly requestsPerMinute?: number
  /** For Temporal's UI: whoever sits at this machine, or operators only. */
  readonly codec?: CodecDeps | undefined
  /** The pages of admins, authors and operators. */
  readonly site?: SiteDeps | undefined
}
