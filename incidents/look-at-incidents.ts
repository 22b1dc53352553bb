// What the incident page shows: what is paused, what an act would hit, and how far each incident has come.
import { countEndings, type Endings } from '../connections/count-endings.js'
import { sum } from '../connections/watch-endings.js'
import type { Transaction } from '../database.js'
import { pausedSince } from '../settings/deployment.js'
import { restoredSince } from '../settings/restored.js'
import { findIncident, findOpenIncidents, listEndedIncidents, type Incident } from './incident-rows.js'
import { countConnections, countRuns, type Affected } from './what-is-there.js'

export interface Look {
  /** Null: nothing is paused. */
  readonly pausedSince: Date | null
  /** Null: the database isn't a restored backup. */
  readonly restoredSince: Date | null
  readonly runs: { readonly working: number; readonly waiting: number }
  readonly configurations: readonly (Affected & { readonly openRuns: number })[]
  readonly open: readonly Incident[]
  /** The ten newest. */
  readonly ended: readonly (Incident & { readonly endedAt: Date })[]
}

export interface Progress {
  readonly incident: Incident & { readonly endedAt: Date | null }
  readonly endings: readonly Endings[]
  /** Everything of it is gone here, and no app is still to confirm. */
  readonly isDone: boolean
}

export async function lookAtIncidents(tx: Transaction): Promise<Look> {
  const affected = await countConnections(tx, null)
  const openRuns = async (configurationId: string): Promise<number> => {
    const { working, waiting } = await countRuns(tx, configurationId)
    return working + waiting
  }
  return {
    pausedSince: await pausedSince(tx),
    restoredSince: await restoredSince(tx),
    runs: await countRuns(tx, null),
    configurations: await Promise.all(affected.map(async (one) => ({ ...one, openRuns: await openRuns(one.configurationId) }))),
    open: await findOpenIncidents(tx),
    ended: await listEndedIncidents(tx, 10),
  }
}

/** Undefined: there is no such incident. */
export async function findProgress(tx: Transaction, id: string): Promise<Progress | undefined> {
  const incident = await findIncident(tx, id)
  if (!incident) return undefined
  const { startedAt: since, configurationId, cutAt } = incident
  const endings = await countEndings(tx, { kind: 'since', since, configurationId })
  const left = await tx.query(
    `select from connections where ($1::text is null or configuration_id = $1) and connected_at <= $2::timestamptz limit 1`,
    [configurationId, cutAt],
  )
  return { incident, endings, isDone: cutAt !== null && left.length === 0 && sum(endings).open === 0 }
}
