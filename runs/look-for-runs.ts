// The list of runs, newest first: everybody's, or one person's, narrowed down by what an operator looks for.
import type { Transaction } from '../database.js'
import { readPage, type Cursor, type Page } from '../paging.js'
import type { RunState } from './types.js'

/** Null: not asked for. */
export interface RunsWanted {
  readonly recipe: string | null
  /** `open`: every state that isn't an end. */
  readonly state: RunState | 'open' | null
  /** The app's id: runs that may act there. */
  readonly app: string | null
  /** Whose; Entra object ids of one tenant. */
  readonly callers: { readonly tenantId: string; readonly ids: readonly string[] } | null
  readonly since: Date | null
  /** Without this moment itself. */
  readonly until: Date | null
}

export interface ListedRun {
  readonly id: string
  readonly recipe: string
  readonly state: RunState
  /** As Teams named the caller when they asked. */
  readonly name: string
  readonly aadObjectId: string
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  readonly isEnding: boolean
  /** Since when it waits for somebody; null where it doesn't. */
  readonly waitsSince: Date | null
  /** The app configuration that it waits to be signed in to. */
  readonly signInTo: string | null
  /** Who may answer what it asks. */
  readonly asked: readonly string[]
}

const columns = `looked.id, looked.recipe, looked.state, looked.caller ->> 'name' as "name", looked.aad_object_id as "aadObjectId",
  looked.at as "acceptedAt", looked.ended_at as "endedAt", looked.cancel_asked_at is not null as "isEnding",
  (select min(created_at) from waits where run_id = looked.id and outcome is null) as "waitsSince",
  (select request.configuration_id from waits join sign_in_requests as request on request.id = waits.sign_in_request_id
    where waits.run_id = looked.id and waits.outcome is null limit 1) as "signInTo",
  array(select one.name from waits join addressees as one on one.wait_id = waits.id
    where waits.run_id = looked.id and waits.outcome is null and one.passed_to is null order by one.created_at, one.id limit 5) as "asked"`

const read = `runs.id, runs.accepted_at as at, runs.recipe, runs.state, runs.caller, runs.aad_object_id, runs.ended_at, runs.cancel_asked_at, runs.settings`
const window = `($1::timestamptz is null or (runs.accepted_at, runs.id) < ($1::timestamptz, $2::text))
  and ($3::timestamptz is null or runs.accepted_at >= $3) and ($4::timestamptz is null or runs.accepted_at < $4)`
const newest = (limit: string): string => `order by runs.accepted_at desc, runs.id desc limit ${limit}`

/** Whose runs, or which state, or which recipe, an index finds; what is left is asked of each row that it gives. */
export async function lookForRuns(
  tx: Transaction,
  { recipe, state, app, callers, since, until }: RunsWanted,
  after: Cursor | null,
  size?: number,
): Promise<Page<ListedRun>> {
  const params: unknown[] = [since, until]
  const put = (value: unknown): string => `$${String(params.push(value) + 2)}`
  const rest: string[] = []
  let look: (limit: string) => string = (limit) => `select ${read} from runs where ${window} ${newest(limit)}`
  const by = (condition: string): void => {
    look = (limit) => `select ${read} from runs where ${condition} and ${window} ${newest(limit)}`
  }
  if (callers) {
    const [tenant, ids] = [put(callers.tenantId), put(callers.ids)]
    look = (limit) => `select runs.* from unnest(${ids}::text[]) as person (id) cross join lateral (
        select ${read} from runs where tenant_id = ${tenant} and aad_object_id = person.id and ${window} ${newest(limit)}) as runs
      order by at desc, id desc limit ${limit}`
  } else if (state === 'open') by(`runs.ended_at is null`)
  else if (state !== null) by(`runs.state = ${put(state)}`)
  else if (recipe !== null) by(`runs.recipe = ${put(recipe)}`)
  if (state !== null && callers) rest.push(state === 'open' ? `looked.ended_at is null` : `looked.state = ${put(state)}`)
  if (recipe !== null && (callers || state !== null)) rest.push(`looked.recipe = ${put(recipe)}`)
  if (app !== null) rest.push(`looked.settings -> 'identities' ? ${put(app)}`)
  const listed = { look, rest: rest.length === 0 ? null : rest.join(' and '), columns, params }
  return readPage<ListedRun>(tx, listed, { after, ...(size !== undefined && { size }) })
}
