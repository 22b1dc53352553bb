// Deletes what nobody needs of sign-ins any more, and finds the requests that nothing waits for.
import type { Transaction } from '../database.js'

/** Up to 5,000 attempts that were used or over a week ago. One whose grant still lies on it is left. @returns how many went */
export async function forgetOldAttempts(tx: Transaction): Promise<number> {
  const gone = await tx.query(
    `delete from sign_in_attempts where id in (
       select id from sign_in_attempts where expires_at < now() - interval '7 days' and parked_sealed is null limit 5000) returning 1`,
  )
  return gone.length
}

/** Up to 5,000 revocations that were done a month ago. @returns how many went */
export async function forgetDoneRevocations(tx: Transaction): Promise<number> {
  const gone = await tx.query(
    `delete from revocations where id in (select id from revocations where done_at < now() - interval '30 days' limit 5000) returning 1`,
  )
  return gone.length
}

/** Live requests, up to 100, that nothing keeps alive any more. `wasWanted`: somebody asked for it without a run, and that time is over. */
export async function findIdleRequests(tx: Transaction): Promise<readonly { id: string; wasWanted: boolean }[]> {
  return tx.query(
    `select id, wanted_until is not null as "wasWanted" from sign_in_requests as request where ended_at is null and created_at < now() - interval '10 minutes'
       and (wanted_until is null or wanted_until <= now())
       and not exists (select from waits where sign_in_request_id = request.id and outcome is null) limit 100`,
  )
}
