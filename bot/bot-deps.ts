// What answering a Teams activity takes.
import type { Client } from '@temporalio/client'
import type { Caller, CallerProfile } from '../caller.js'
import type { Messenger } from '../conversations/messenger.js'
import type { Database } from '../database.js'
import type { Http } from '../http/http.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Logger } from '../log.js'
import type { Host } from '../text/cards/first-contact.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import type { ReceivedFiles } from './files/receive-files.js'
import type { NamedPeople } from './people/look-up-people.js'
import type { Roster } from './roster.js'
import type { TeamsActivity } from './teams-activity.js'

export interface BotDeps {
  readonly db: Database
  /** The ring that bot and worker share. */
  readonly keys: KeyRing
  readonly temporal: Client
  /** `workbot` unless told. */
  readonly taskQueue?: string
  readonly log: Logger
  readonly roster: Roster
  /** The guarded fetch of what people send. */
  readonly fileHttp: Http
  /** For messages elsewhere than where the activity came from. */
  readonly messenger: Messenger
  /** Origin of the pages, for sign-in links. */
  readonly publicUrl: string
  readonly specs: readonly RecipeSpec[]
  /** The deployment's one tenant. */
  readonly tenantId: string
  /** A recipe without settings is open to everyone in the sandbox, and to nobody elsewhere. */
  readonly sandbox: boolean
  /** Who runs this deployment and what they say about people's data; for introducing ourselves. */
  readonly host: Host
}

/** Who is asking: proven, of our tenant, no guest. */
export interface Asker {
  readonly caller: Caller
  readonly profile: CallerProfile
}

/** One thing that somebody asks for. */
export interface Asked {
  readonly deps: BotDeps
  readonly asker: Asker
  readonly activity: TeamsActivity
  /** The files that came with it. */
  readonly received: ReceivedFiles
  /** The people whom it names. */
  readonly people: NamedPeople
}
