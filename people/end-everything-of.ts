// Ends what Workbot may do in one person's name: their connections, their sign-ins, and the runs that need either.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import { disconnect, type TakenWhy } from '../connections/disconnect.js'
import { listConnections } from '../connections/list-connections.js'
import { endSignInRequest, lockRequestsOfRun, releaseRequest } from '../connections/sign-in-requests.js'
import type { Database, Transaction } from '../database.js'
import { declineForLeft, settleWaitsOfRequest, settleWaitsOfRuns } from '../runs/settle-waits.js'

export interface EndedOf {
  readonly connections: number
  readonly runs: number
}

/** A transaction per connection, then one for the rest: whoever is cut off begins again and finds less. @param by for the audit and `npm run runs` */
export async function endEverythingOf(db: Database, { caller, why, by }: { caller: Caller; why: TakenWhy; by: string }): Promise<EndedOf> {
  let connections = 0
  for (const { id } of await listConnections(db, caller)) {
    const ended = await db.transaction((tx) => disconnect(tx, { connectionId: id, caller, why: { kind: why, by }, card: null }))
    if (ended.kind === 'disconnected') connections += 1
  }
  return { connections, runs: await db.transaction((tx) => endRuns(tx, caller, by)) }
}

/** The requests first, as everybody does who settles waits; the runs are marked before, so that a wait that is being opened finds the mark. */
async function endRuns(tx: Transaction, caller: Caller, by: string): Promise<number> {
  const person = [caller.tenantId, caller.aadObjectId]
  const requests = await tx.query<{ id: string }>(
    `select id from sign_in_requests where tenant_id = $1 and aad_object_id = $2 and (ended_at is null or id in (
       select sign_in_request_id from waits where tenant_id = $1 and aad_object_id = $2 and outcome is null)) order by id for update`,
    person,
  )
  const runs = await tx.query<{ id: string }>(
    `update runs set cancel_asked_at = now(), stopped_by = $3
     where tenant_id = $1 and aad_object_id = $2 and ended_at is null and cancel_asked_at is null
       and jsonb_path_exists(settings, '$.identities.*.mode ? (@ == "personal")') returning id`,
    [...person, by],
  )
  for (const { id } of requests) {
    await declineForLeft(tx, id)
    await settleWaitsOfRequest(tx, { requestId: id, outcome: 'cancelled' })
    const ended = await endSignInRequest(tx, { requestId: id, outcome: 'cancelled' })
    if (!ended) await releaseRequest(tx, id, 'cancelled')
  }
  for (const { id } of runs) await endWaits(tx, id, caller)
  for (const { id } of runs) await recordAudit(tx, { event: 'run.cancelled', runId: id, detail: { by } })
  return runs.length
}

/** What a run of theirs still waits for: an answer, or somebody else's sign-in. */
async function endWaits(tx: Transaction, runId: string, caller: Caller): Promise<void> {
  await lockRequestsOfRun(tx, runId)
  const waits = await settleWaitsOfRuns(tx, { runIds: [runId], caller, outcome: 'cancelled' })
  for (const id of new Set(waits.flatMap(({ signInRequestId }) => signInRequestId ?? []))) await releaseRequest(tx, id, 'cancelled')
}
