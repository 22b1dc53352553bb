// How long cards, decisions about parked grants, and revocations are owed: for operators' gauges.
import type { Transaction } from '../database.js'

/** Seconds since the oldest of each is owed; 0 where nothing is. */
export type OwedByConnections = Readonly<Record<'card' | 'unconfirmed' | 'revocation', number>>

/** A card is owed since what it must show last changed: its request was made or ended, or a run joined or left. */
const OWED = `select
    (select min(greatest(created_at, ended_at, (select max(greatest(created_at, outcome_at)) from waits where sign_in_request_id = request.id)))
     from sign_in_requests as request where shown_revision < revision and undelivered_at is null) as card,
    (select min(parked_until) from sign_in_attempts where parked_sealed is not null and parked_until <= now()) as unconfirmed,
    (select min(created_at) from revocations where done_at is null and given_up_at is null and next_attempt_at <= now()) as revocation`

export async function measureOwedByConnections(tx: Transaction): Promise<OwedByConnections> {
  const [owed] = await tx.query<OwedByConnections>(
    `select ${(['card', 'unconfirmed', 'revocation'] as const).map(secondsSince).join(', ')} from (${OWED}) as oldest`,
  )
  return owed ?? { card: 0, unconfirmed: 0, revocation: 0 }
}

const secondsSince = (duty: string): string => `coalesce(extract(epoch from now() - ${duty}), 0)::float as ${duty}`
