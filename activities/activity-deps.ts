// What the activities work with.
import type { AppId } from '../apps/index.js'
import type { FindOAuthClient } from '../connections/oauth-client.js'
import type { SealTokens, UnsealTokens } from '../connections/token-sealing.js'
import type { Messenger } from '../conversations/messenger.js'
import type { Database } from '../database.js'
import type { Http } from '../http/http.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Logger } from '../log.js'
import type { PastStep } from '../temporal/past-steps.js'

export interface ActivityDeps {
  readonly db: Database
  /** The ring that bot and worker share. */
  readonly keys: KeyRing
  readonly seal: SealTokens
  readonly unseal: UnsealTokens
  readonly messenger: Messenger
  /** The guarded fetch for an app's own hosts. */
  readonly httpFor: (app: AppId) => Http
  readonly findClient: FindOAuthClient
  /** What an ended run did, by Temporal's history; null where that isn't kept any more. */
  readonly readPastSteps: (run: { readonly id: string; readonly temporalRunId: string }) => Promise<readonly PastStep[] | null>
  /** Workbot as an app's OAuth client: for ending tokens. */
  readonly publicUrl: string
  /** A recipe without settings is open to everyone in the sandbox, and to nobody elsewhere. */
  readonly sandbox: boolean
  readonly log: Logger
}
