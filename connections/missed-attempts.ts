// Trips to an app that didn't come back: an app that blocks Workbot shows a page of its own, and sends nobody back.
import type { Transaction } from '../database.js'

/** Each trip is looked at once. Where the newest one that is out is missing for five minutes, the card of its live request says so. */
export async function noteMissedAttempts(tx: Transaction): Promise<void> {
  await tx.query(
    `with late as (
       select id from sign_in_attempts where used_at is null and missed_at is null and created_at < now() - interval '5 minutes'
       order by created_at limit 50 for update skip locked),
     missed as (update sign_in_attempts set missed_at = now() where id in (select id from late) returning request_id, created_at)
     update sign_in_requests as request set missed_at = now(), revision = revision + 1, next_show_at = now(), show_attempts = 0
     from missed where request.id = missed.request_id and request.ended_at is null
       and not exists (select from sign_in_attempts as later where later.request_id = request.id and later.used_at is null
         and later.created_at > missed.created_at)`,
  )
}
