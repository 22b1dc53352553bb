// Runs that wait, ten for each caller, as rows alone, made by Postgres itself.
import type { Database } from '../../database.js'
import type { Caller } from '../../caller.js'

export const TENANT = '5b1c5a4e-0000-4000-8000-000000000001'
export const RUNS_EACH = 10
/** Somebody in the middle of them. */
export const somebody = (callers: number): Caller => ({ tenantId: TENANT, aadObjectId: `caller-${String(Math.ceil(callers / 2))}` })

const statements = [
  `insert into conversation_references (conversation_id, tenant_id, kind, aad_object_id, reference)
   select 'a:' || n, $2, 'personal', 'caller-' || n, '{}' from generate_series(1, $1::int) as n`,
  `insert into connections (kind, tenant_id, aad_object_id, configuration_id, state, account_key, account_name, org_id, org_name, host, tokens_sealed)
   select 'personal', $2, 'caller-' || n, 'salesforce', 'needs_sign_in', 'key-' || n, 'caller-' || n || '@contoso.example', 'org', 'Contoso', 'https://contoso.my.salesforce.com', ''
   from generate_series(1, $1::int) as n`,
  `insert into sign_in_requests (tenant_id, aad_object_id, configuration_id, shown_revision)
   select $2, 'caller-' || n, 'salesforce', 1 from generate_series(1, $1::int) as n`,
  `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, temporal_run_id)
   select 'createOpportunity-' || n || '-' || r, 'createOpportunity', $2, 'caller-' || n, '{}', 'a:' || n, '',
     '{"identities": {"salesforce": {"mode": "personal", "configuration": "salesforce"}}}', 'waiting_sign_in', 'one'
   from generate_series(1, $1::int) as n, generate_series(1, ${String(RUNS_EACH)}) as r`,
  `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, sign_in_request_id, deadline_at, remind_at)
   select run.id, 'salesforce.createOpportunity', 'sign_in', run.tenant_id, run.aad_object_id, request.id, now() + interval '72 hours', now() + interval '36 hours'
   from runs as run join sign_in_requests as request on request.tenant_id = run.tenant_id and request.aad_object_id = run.aad_object_id
   where run.tenant_id = $2 and $1::int > 0`,
]

/** As Postgres would know them after a while: their statistics are there. */
export async function addWaiting(db: Database, owner: Database, callers: number): Promise<void> {
  await db.query(
    `insert into app_configurations (id, app, label, base_url, client_id, scopes, source)
     values ('salesforce', 'salesforce', 'Production', 'https://login.example', 'workbot', '{api}', 'environment')`,
  )
  for (const sql of statements) await db.query(sql, sql.includes('$2') ? [callers, TENANT] : [callers])
  await owner.query('analyze')
}
