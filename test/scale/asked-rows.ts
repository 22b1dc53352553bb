// Questions to people, as rows alone: of each caller some that are open and some that were answered, each asked of two others.
import { asSuperuser } from '../../sandbox/postgres/roles.js'
import { TENANT } from './waiting-rows.js'

export const OPEN_EACH = 4
const ANSWERED_EACH = 6

/** Questions are as long as a real one, sealed: a small table is rather read whole. What is open is looked at, shown and reminded of later, as most of it is at any moment. */
const statements = (callers: number): readonly string[] => [
  `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, temporal_run_id, ended_at, posted_at)
   select 'approveDiscount-' || n || '-' || r, 'approveDiscount', '${TENANT}', 'caller-' || n, '{}', 'a:' || n, '', '{"identities": {}}',
     case when is_open then 'waiting_person' else 'completed' end, 'one', case when not is_open then now() end, case when not is_open then now() end
   from generate_series(1, ${String(callers)}) as n, generate_series(1, ${String(OPEN_EACH + ANSWERED_EACH)}) as r, lateral (select r <= ${String(OPEN_EACH)} as is_open) as its`,
  `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, deadline_at, outcome, outcome_at, signalled_at, answer)
   select id, 'ask', 'person', tenant_id, aad_object_id, now() + interval '7 days', case when ended_at is not null then 'answered' end,
     ended_at, ended_at, case when ended_at is not null then 'Approve' end
   from runs where recipe = 'approveDiscount'`,
  `insert into asks (wait_id, run_id, question_sealed, look_at, looks)
   select id, run_id, sealed, case when outcome is null then now() + interval '5 minutes' end, 20
   from waits, lateral (select string_agg(md5(waits.id::text || n), '') as sealed from generate_series(1, 30) as n) as question where step_key = 'ask'`,
  `insert into addressees (wait_id, tenant_id, aad_object_id, name, email, remind_at, shown_revision, card_conversation_id, card_activity_id)
   select id, tenant_id, 'boss-' || boss, 'Boss', 'boss-' || boss || '@contoso.example', case when outcome is null then now() + interval '1 day' end, 1, 'a', '1'
   from waits, generate_series(0, 1) as nth,
     lateral (select (substr(aad_object_id, 8)::int + nth) % ${String(callers)} + nth * ${String(callers)} as boss) as whom where step_key = 'ask'`,
]

/** After `addWaiting`, of the same callers. */
export const addAsked = (ownerUrl: string, callers: number): Promise<void> => execute(ownerUrl, [...statements(callers), 'analyze'])

/** All that may be owed of open questions is owed now. */
export const makeAllDue = (ownerUrl: string): Promise<void> =>
  execute(ownerUrl, [
    `update asks set look_at = now(), pressed_by = wait_id, pressed_at = now() - interval '1 minute' where look_at is not null`,
    `update addressees set shown_revision = 0, next_show_at = now(), remind_at = case when remind_at is not null then now() end`,
    'analyze',
  ])

/** Over a connection without the programs' time limits. */
async function execute(ownerUrl: string, sqls: readonly string[]): Promise<void> {
  await asSuperuser(ownerUrl, async (client) => {
    for (const sql of sqls) await client.query(sql)
  })
}
