// Finds the run that a person at a shell means: by its id, the beginning of it, or the short name on a receipt.
import type { Caller, CallerProfile } from '../../caller.js'
import type { Transaction } from '../../database.js'
import type { RunState } from '../types.js'

export interface FoundRun {
  readonly id: string
  readonly recipe: string
  readonly caller: Caller
  readonly profile: CallerProfile
  readonly state: RunState
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  readonly postedAt: Date | null
  readonly stoppedBy: string | null
}

const SHORTEST = 4

/** The run, or in words why not. */
export async function findByName(tx: Transaction, typed: string | undefined): Promise<FoundRun | string> {
  if (typed === undefined || typed.length < SHORTEST)
    return 'Say which run: its id, or at least four characters of it. npm run runs lists them.'
  const found = await tx.query<FoundRun>(
    `select id, recipe, json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as "caller", caller as "profile", state,
       accepted_at as "acceptedAt", ended_at as "endedAt", posted_at as "postedAt", stopped_by as "stoppedBy"
     from runs where starts_with(id, $1) or starts_with(split_part(id, '-', 2), upper($1)) order by accepted_at desc limit 5`,
    [typed],
  )
  const exact = found.find(({ id }) => id === typed) ?? found[0]
  if (!exact) return `There is no run "${typed}". npm run runs lists the newest.`
  if (exact.id !== typed && found.length > 1) return `"${typed}" fits several runs:\n${found.map(({ id }) => `  ${id}`).join('\n')}`
  return exact
}
