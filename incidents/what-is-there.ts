// What an incident's command is about to hit, in numbers.
import type { Transaction } from '../database.js'

export interface Affected {
  readonly configurationId: string
  readonly label: string
  readonly personal: number
  readonly shared: number
}

/** Connections by app configuration. */
export async function countConnections(tx: Transaction, configurationId: string | null): Promise<readonly Affected[]> {
  return tx.query<Affected>(
    `select configuration.id as "configurationId", label, count(*) filter (where kind = 'personal')::int as "personal",
       count(*) filter (where kind = 'shared')::int as "shared"
     from app_configurations as configuration left join connections on configuration_id = configuration.id
     where removed_at is null and ($1::text is null or configuration.id = $1) group by configuration.id order by configuration.id`,
    [configurationId],
  )
}

/** Open runs that act in the app, in any of them where null: those at work, and those that wait. */
export async function countRuns(tx: Transaction, configurationId: string | null): Promise<{ working: number; waiting: number }> {
  const [row] = await tx.query<{ working: number; waiting: number }>(
    `select count(*) filter (where state in ('accepted', 'running', 'stuck'))::int as "working",
       count(*) filter (where state in ('waiting_sign_in', 'waiting_person'))::int as "waiting"
     from runs where ended_at is null
       and ($1::text is null or jsonb_path_exists(settings, '$.identities.*.configuration ? (@ == $id)', jsonb_build_object('id', $1::text)))`,
    [configurationId],
  )
  return row ?? { working: 0, waiting: 0 }
}
