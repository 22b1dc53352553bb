// What the peer's two programs are told, as JSON in their first argument.

/** Addresses of the servers and stand-ins around the peer. */
export interface PeerSettings {
  readonly databaseUrl: string
  readonly temporalAddress: string
  /** Where the starter listens. */
  readonly port: number
  /** Whose tokens the starter takes, for which bot, signed with which keys. */
  readonly issuer: string
  readonly appId: string
  readonly jwksUrl: string
  /** Where the bot's own token for Teams comes from. */
  readonly botTokenUrl: string
  readonly salesforceUrl: string
  /** The workflow bundle, made ahead. */
  readonly bundle: string
}

export const TASK_QUEUE = 'peer'

export function readSettings(): PeerSettings {
  return JSON.parse(process.argv[2] ?? '') as PeerSettings
}
