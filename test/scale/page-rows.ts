// Runs, connections and entries of the audit in great numbers, as rows alone, made by Postgres itself.
import type { Database } from '../../database.js'

export const TENANT = '5b1c5a4e-0000-4000-8000-000000000001'
/** Somebody with as many runs as anybody. */
export const PERSON = 'person-1'

export interface HowMany {
  readonly runs: number
  readonly connections: number
  /** Whose the runs are, in turns: so few among few runs that a page of one person's is full there too. */
  readonly people: number
}

/** A run every ten seconds, one of a thousand open; a person for each connection; as many entries of the audit as runs. */
const statements = ({ runs, connections, people }: HowMany, ownerOf = `'person-' || (n % ${String(people)} + 1)`): readonly string[] => [
  `insert into app_configurations (id, app, label, base_url, client_id, scopes, source)
   values ('salesforce', 'salesforce', 'Production', 'https://login.example', 'workbot', '{api}', 'environment')`,
  `insert into conversation_references (conversation_id, tenant_id, kind, aad_object_id, reference) values ('a:1', '${TENANT}', 'personal', 'person-1', '{}')`,
  `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, temporal_run_id, accepted_at, ended_at)
   select 'run-' || n, case when n % 20 = 0 then 'pipeline' else 'createOpportunity' end, '${TENANT}', ${ownerOf},
     jsonb_build_object('name', 'Person ' || (n % ${String(people)} + 1), 'email', ${ownerOf} || '@contoso.example'), 'a:1', '',
     '{"identities": {"salesforce": {"mode": "personal", "configuration": "salesforce"}}}',
     case when n % 1000 = 0 then 'running' when n % 50 = 0 then 'failed' else 'completed' end, 'one', now() - n * interval '10 s',
     case when n % 1000 <> 0 then now() end from generate_series(1, ${String(runs)}) as n`,
  `insert into connections (kind, tenant_id, aad_object_id, configuration_id, state, account_key, account_name, org_id, org_name, host, tokens_sealed, connected_at, last_used_at)
   select 'personal', '${TENANT}', 'person-' || n, 'salesforce', case when n % 500 = 0 then 'needs_sign_in' else 'connected' end, 'k' || n, 'account-' || n || '@contoso.example',
     'org', 'Contoso', 'https://contoso.my.salesforce.com', '', now() - n * interval '1 minute', now() from generate_series(1, ${String(connections)}) as n`,
  `insert into disconnects (tenant_id, aad_object_id, configuration_id, connection_id, account_name, org_name, at)
   select '${TENANT}', ${ownerOf}, 'salesforce', gen_random_uuid(), 'account', 'Contoso', now() - n * interval '1 minute' from generate_series(1, ${String(connections)}) as n`,
  `insert into audit (at, event, tenant_id, aad_object_id, run_id, detail)
   select now() - n * interval '10 s', case when n % 500 = 0 then 'run.refused' else 'action.performed' end, '${TENANT}', ${ownerOf}, 'run-' || n, '{"kind": "read"}'
   from generate_series(${String(runs)}, 1, -1) as n`,
]

/** As Postgres would know them after a while: their statistics are there. */
export async function addPageRows(owner: Database, howMany: HowMany): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = 0`)
    for (const sql of statements(howMany)) await tx.query(sql)
    await tx.query('analyze')
  })
}
