// The row of an incident: it outlives whoever began it, and a worker or the same command again goes on with it.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export interface Incident {
  readonly id: string
  /** Null: every app. */
  readonly configurationId: string | null
  readonly startedAt: Date
  /** In words: a shell's user, or somebody's object id. */
  readonly startedBy: string
  readonly cutAt: Date | null
  readonly connections: number
}

const columns = `id, configuration_id as "configurationId", started_at as "startedAt", started_by as "startedBy", cut_at as "cutAt", connections`

/** The open one of this scope, or a new one. */
export async function openIncident(
  tx: Transaction,
  { configurationId, by, caller }: { configurationId: string | null; by: string; caller?: Caller },
): Promise<Incident & { readonly isNew: boolean }> {
  const [row] = await tx.query<Incident & { isNew: boolean }>(
    `insert into incidents as incident (configuration_id, started_by) values ($1, $2)
     on conflict (coalesce(configuration_id, '')) where ended_at is null do update set started_by = incident.started_by
     returning ${columns}, xmax = 0 as "isNew"`,
    [configurationId, by],
  )
  const incident = row as Incident & { isNew: boolean }
  if (incident.isNew) await recordAudit(tx, { event: 'incident.begun', ...scope(incident), ...(caller && { caller }), detail: { by } })
  return incident
}

export async function findOpenIncidents(tx: Transaction): Promise<readonly Incident[]> {
  return tx.query<Incident>(`select ${columns} from incidents where ended_at is null order by started_at`)
}

export async function findIncident(tx: Transaction, id: string): Promise<(Incident & { readonly endedAt: Date | null }) | undefined> {
  const [found] = await tx.query<Incident & { endedAt: Date | null }>(
    `select ${columns}, ended_at as "endedAt" from incidents where id::text = $1`,
    [id],
  )
  return found
}

/** The newest of those that are over. */
export async function listEndedIncidents(tx: Transaction, most: number): Promise<readonly (Incident & { readonly endedAt: Date })[]> {
  return tx.query<Incident & { endedAt: Date }>(
    `select ${columns}, ended_at as "endedAt" from incidents where ended_at is not null order by started_at desc limit $1`,
    [most],
  )
}

/** From now on: what was connected before goes. Stays where it was set. */
export async function cutIncident(tx: Transaction, id: string): Promise<void> {
  await tx.query(`update incidents set cut_at = clock_timestamp() where id = $1 and cut_at is null`, [id])
}

/** Of two who find it done, one ends it. */
export async function endIncident(
  tx: Transaction,
  incident: Pick<Incident, 'id' | 'configurationId'>,
  by: string,
  caller?: Caller,
): Promise<void> {
  const [ended] = await tx.query<{ connections: number }>(
    `update incidents set ended_at = now() where id = $1 and ended_at is null returning connections`,
    [incident.id],
  )
  if (ended)
    await recordAudit(tx, {
      event: 'incident.ended',
      ...scope(incident),
      ...(caller && { caller }),
      detail: { connections: ended.connections, by },
    })
}

const scope = ({ configurationId }: Pick<Incident, 'configurationId'>) => (configurationId === null ? {} : { configurationId })
