// Who answered a question of a run: by this row, and by nothing else, their own connections may be used in it.
import type { Caller, CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'

export interface Answerer {
  readonly caller: Caller
  readonly profile: Omit<CallerProfile, 'locale'>
}

/** @param ask the question's wait. Null where nobody has answered it, or it is neither this run's nor one's that this run continues */
export async function findAnswerer(tx: Transaction, { runId, ask }: { runId: string; ask: string }): Promise<Answerer | null> {
  const [found] = await tx.query<Answerer>(
    `with recursive its as (
       select id, settings -> 'continues' ->> 'run' as before from runs where id = $1
       union
       select runs.id, runs.settings -> 'continues' ->> 'run' from its join runs on runs.id = its.before)
     select json_build_object('tenantId', one.tenant_id, 'aadObjectId', one.aad_object_id) as caller,
       json_build_object('name', one.name, 'email', one.email, 'timeZone', one.time_zone, 'teamsUserId', one.teams_user_id) as profile
     from asks join waits on waits.id = asks.wait_id join addressees as one on one.id = asks.answered_by
     where asks.wait_id::text = $2 and asks.run_id in (select id from its) and waits.outcome = 'answered' and one.aad_object_id is not null`,
    [runId, ask],
  )
  return found ?? null
}
