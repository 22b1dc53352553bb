// Finds the connection that a step acts through, and its access token.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { Secret } from '../keys/secret.js'
import { TokensRefused } from './errors.js'
import { markNeedsSignIn } from './mark-needs-sign-in.js'
import type { UnsealTokens } from './token-sealing.js'

/** Whose connection. With `personal` there is no way to the shared one. */
export type ConnectionOwner =
  { readonly kind: 'shared'; readonly tenantId: string } | { readonly kind: 'personal'; readonly caller: Caller }

/** A connection without its tokens. */
export interface ConnectionSummary {
  readonly id: string
  /** Grows with each change of the token set. */
  readonly version: number
  readonly kind: 'shared' | 'personal'
  readonly configurationId: string
  /** The app's own id of org and user. */
  readonly accountKey: string
  readonly accountName: string
  readonly orgId: string
  readonly orgName: string
  /** Origin where the app's API answers, fixed at grant time. */
  readonly host: string
}

/** `version`: of the connection that can't be used; null where there is none. */
export type Access =
  | {
      readonly kind: 'ready'
      readonly connection: ConnectionSummary
      readonly accessToken: Secret
      /** Its time is over, or nearly: refresh it first. */
      readonly isEnding: boolean
    }
  | { readonly kind: 'needs_sign_in'; readonly version: number | null }

type ConnectionRow = ConnectionSummary & {
  readonly state: 'connected' | 'needs_sign_in'
  readonly sealed: string
  readonly isEnding: boolean
}

/** By the database's clock, from the life that the app said. Longer than a step takes; a clock that is further off is met by the 401. */
const isEnding = `coalesce(access_expires_at < now() + interval '1 minute', false)`
const columns = `id, version, kind, configuration_id as "configurationId", account_key as "accountKey", account_name as "accountName",
  org_id as "orgId", org_name as "orgName", host, state, tokens_sealed as "sealed", ${isEnding} as "isEnding"`

/** The connection of this owner, if there is one, whatever its state. */
export async function findConnection(
  tx: Transaction,
  { owner, configurationId }: { owner: ConnectionOwner; configurationId: string },
): Promise<ConnectionSummary | null> {
  const row = await findRow(tx, owner, configurationId)
  return row ? summaryOf(row) : null
}

/**
 * A usable access token, or that a sign-in is needed. Tokens that were moved or planted count as none: that is audited.
 * @throws TokenKeyMissing where the key isn't configured here
 */
export async function findAccess(
  { tx, unseal }: { tx: Transaction; unseal: UnsealTokens },
  { owner, configurationId }: { owner: ConnectionOwner; configurationId: string },
): Promise<Access> {
  const row = await findRow(tx, owner, configurationId)
  if (row?.state !== 'connected') return { kind: 'needs_sign_in', version: row?.version ?? null }
  try {
    const { accessToken } = await unseal(row.sealed, row.id)
    await noteUse(tx, row.id)
    return { kind: 'ready', connection: summaryOf(row), accessToken, isEnding: row.isEnding }
  } catch (error) {
    if (!(error instanceof TokensRefused)) throw error
    await markNeedsSignIn(tx, { connectionId: row.id, version: row.version, why: 'tokens_refused' })
    const caller = owner.kind === 'personal' ? { caller: owner.caller } : {}
    await recordAudit(tx, {
      event: 'connection.needs_sign_in',
      ...caller,
      configurationId,
      detail: { why: 'tokens_refused', connectionId: row.id },
    })
    return { kind: 'needs_sign_in', version: row.version }
  }
}

async function findRow(tx: Transaction, owner: ConnectionOwner, configurationId: string): Promise<ConnectionRow | undefined> {
  const [row] =
    owner.kind === 'shared'
      ? await tx.query<ConnectionRow>(
          `select ${columns} from connections where kind = 'shared' and tenant_id = $1 and configuration_id = $2`,
          [owner.tenantId, configurationId],
        )
      : await tx.query<ConnectionRow>(
          `select ${columns} from connections where kind = 'personal' and tenant_id = $1 and aad_object_id = $2 and configuration_id = $3`,
          [owner.caller.tenantId, owner.caller.aadObjectId, configurationId],
        )
  return row
}

/** To the minute: a shared connection's row would otherwise be written by every step of everybody. */
async function noteUse(tx: Transaction, connectionId: string): Promise<void> {
  await tx.query(
    `update connections set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [connectionId],
  )
}

function summaryOf({ state: _state, sealed: _sealed, isEnding: _isEnding, ...summary }: ConnectionRow): ConnectionSummary {
  return summary
}
