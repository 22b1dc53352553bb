// The list of personal connections, newest first, narrowed down by what an operator looks for. Never a token.
import type { Transaction } from '../database.js'
import { readPage, type Cursor, type Page } from '../paging.js'

/** When it was used last; `week`: within the last seven days. */
export const lastUses = ['day', 'week', 'not_for_a_month', 'not_for_three_months', 'never'] as const
export type LastUse = (typeof lastUses)[number]

/** Null: not asked for. */
export interface ConnectionsWanted {
  readonly configurationId: string | null
  readonly state: 'connected' | 'needs_sign_in' | null
  readonly lastUse: LastUse | null
  /** Whose; Entra object ids of one tenant. */
  readonly owners: { readonly tenantId: string; readonly ids: readonly string[] } | null
}

export interface ListedConnection {
  readonly id: string
  readonly aadObjectId: string
  readonly configurationId: string
  readonly state: 'connected' | 'needs_sign_in'
  /** A short word of mark-needs-sign-in.ts. */
  readonly why: string | null
  readonly needsSignInAt: Date | null
  readonly connectedAt: Date
  readonly lastUsedAt: Date | null
  readonly accountName: string
  readonly orgName: string
}

const columns = `looked.id, looked.aad_object_id as "aadObjectId", looked.configuration_id as "configurationId", looked.state,
  looked.needs_sign_in_why as "why", looked.needs_sign_in_at as "needsSignInAt", looked.at as "connectedAt", looked.last_used_at as "lastUsedAt",
  looked.account_name as "accountName", looked.org_name as "orgName"`

const read = `own.id, own.connected_at as at, own.aad_object_id, own.configuration_id, own.state, own.needs_sign_in_why, own.needs_sign_in_at,
  own.last_used_at, own.account_name, own.org_name`
const window = `own.kind = 'personal' and ($1::timestamptz is null or (own.connected_at, own.id) < ($1::timestamptz, $2::uuid))`
const newest = (limit: string): string => `order by own.connected_at desc, own.id desc limit ${limit}`

const used: Readonly<Record<LastUse, string>> = {
  day: `looked.last_used_at >= now() - interval '1 day'`,
  week: `looked.last_used_at >= now() - interval '7 days'`,
  not_for_a_month: `coalesce(looked.last_used_at, looked.at) < now() - interval '30 days'`,
  not_for_three_months: `coalesce(looked.last_used_at, looked.at) < now() - interval '90 days'`,
  never: `looked.last_used_at is null`,
}

/** Whose, or those that need a sign-in, or those of one configuration, an index finds; what is left is asked of each row that it gives. */
export async function lookForConnections(
  tx: Transaction,
  { configurationId, state, lastUse, owners }: ConnectionsWanted,
  after: Cursor | null,
  size?: number,
): Promise<Page<ListedConnection>> {
  const params: unknown[] = []
  const put = (value: unknown): string => `$${String(params.push(value) + 2)}`
  const rest: string[] = []
  const by = (condition: string) => (limit: string) =>
    `select ${read} from connections as own where ${condition} and ${window} ${newest(limit)}`
  let look = by('true')
  if (owners) {
    const [tenant, ids] = [put(owners.tenantId), put(owners.ids)]
    look = (limit) => `select own.* from unnest(${ids}::text[]) as person (id) cross join lateral (
        select ${read} from connections as own where own.tenant_id = ${tenant} and own.aad_object_id = person.id and ${window} ${newest(limit)}) as own
      order by at desc, id desc limit ${limit}`
  } else if (state === 'needs_sign_in') look = by(`own.state = 'needs_sign_in'`)
  else if (configurationId !== null) look = by(`own.configuration_id = ${put(configurationId)}`)
  if (configurationId !== null && (owners || state === 'needs_sign_in')) rest.push(`looked.configuration_id = ${put(configurationId)}`)
  if (state !== null && (owners || state === 'connected')) rest.push(`looked.state = ${put(state)}`)
  if (lastUse !== null) rest.push(used[lastUse])
  const listed = { look, rest: rest.length === 0 ? null : rest.join(' and '), columns, params }
  return readPage<ListedConnection>(tx, listed, { after, ...(size !== undefined && { size }) })
}

/** Owners of accounts whose name begins like this, whoever they are in Teams; ten at most. */
export async function findOwnersByAccount(
  tx: Transaction,
  { tenantId, typed }: { tenantId: string; typed: string },
): Promise<readonly string[]> {
  const words = typed.trim().toLowerCase()
  const rows = await tx.query<{ id: string }>(
    `select distinct id from (
       select aad_object_id as id from connections where kind = 'personal' and tenant_id = $1
         and lower(account_name) collate "C" >= $2 and lower(account_name) collate "C" <= $3
       order by lower(account_name) collate "C" limit 10) as few`,
    [tenantId, words, `${words}\u{10FFFF}`],
  )
  return rows.map(({ id }) => id)
}
