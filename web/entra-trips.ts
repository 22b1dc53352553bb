// Trips to Microsoft and back: each bound to one browser, used once, within 10 minutes.
import { randomUUID } from 'node:crypto'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { hashId } from './random-id.js'

export const TRIP_MS = 600_000

/** Where a trip goes on, once Microsoft has said who it is. */
export type TripGoal =
  | { readonly kind: 'sign_in'; readonly requestId: string }
  | { readonly kind: 'codec' }
  /** `path`: which of our own pages was asked for. */
  | { readonly kind: 'site'; readonly path: string }

/** What only we know of a trip. */
export interface TripSecrets {
  readonly verifier: string
  readonly nonce: string
}

/** @param browserId the trip cookie's value */
export async function saveTrip(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  { goal, state, browserId, secrets }: { goal: TripGoal; state: string; browserId: string; secrets: TripSecrets },
): Promise<void> {
  const id = randomUUID()
  await forgetOldTrips(tx)
  await tx.query(
    `insert into entra_trips (id, purpose, request_id, state_hash, secrets_sealed, browser_hash, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + interval '10 minutes')`,
    [
      id,
      goal.kind,
      goal.kind === 'sign_in' ? goal.requestId : null,
      hashId(state),
      keys.seal(JSON.stringify({ ...secrets, ...(goal.kind === 'site' && { path: goal.path }) }), sealContext(id)),
      hashId(browserId),
    ],
  )
}

/** Uses a trip. Null: unknown, used, over, or begun in another browser. */
export async function consumeTrip(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  { state, browserId }: { state: string; browserId: string | null },
): Promise<{ readonly goal: TripGoal; readonly secrets: TripSecrets } | null> {
  if (browserId === null) return null
  const [trip] = await tx.query<{ id: string; purpose: string; requestId: string | null; sealed: string }>(
    `update entra_trips set used_at = now() where state_hash = $1 and browser_hash = $2 and used_at is null and expires_at > now()
     returning id, purpose, request_id as "requestId", secrets_sealed as "sealed"`,
    [hashId(state), hashId(browserId)],
  )
  if (!trip) return null
  const { path, ...secrets } = JSON.parse(keys.open(trip.sealed, sealContext(trip.id))) as TripSecrets & { readonly path?: string }
  const goal = readGoal({ ...trip, path })
  return goal && { goal, secrets }
}

function readGoal({ purpose, requestId, path }: { purpose: string; requestId: string | null; path: string | undefined }): TripGoal | null {
  if (purpose === 'codec') return { kind: 'codec' }
  if (purpose === 'site') return { kind: 'site', path: path ?? '/recipes' }
  return requestId === null ? null : { kind: 'sign_in', requestId }
}

function sealContext(tripId: string): readonly string[] {
  return ['entra_trips.secrets_sealed', tripId]
}

/** Deletes the trips that are over. */
export async function forgetOldTrips(tx: Transaction): Promise<void> {
  await tx.query(`delete from entra_trips where expires_at < now() - interval '1 hour'`)
}
