// Which programs run, and with which keys: each says so at its start and every 20 seconds.
import type { Transaction } from '../database.js'
import type { Ring } from '../keys/rings.js'

/** Key ids by ring, the active one first. */
export type HeldRings = Readonly<Partial<Record<Ring, readonly string[]>>>

export interface RunningProgram {
  readonly id: string
  readonly program: 'bot' | 'worker'
  readonly rings: HeldRings
}

/** Says that a program is there; forgets those that were not seen for a day. */
export async function noteRunning(tx: Transaction, { id, program, rings }: RunningProgram): Promise<void> {
  await tx.query(`insert into running_programs (id, program, rings) values ($1, $2, $3) on conflict (id) do update set seen_at = now()`, [
    id,
    program,
    JSON.stringify(rings),
  ])
  await tx.query(`delete from running_programs where seen_at < now() - interval '1 day'`)
}

/** A program that stops gracefully; one that was killed is forgotten after a minute. */
export async function noteStopped(tx: Transaction, id: string): Promise<void> {
  await tx.query(`delete from running_programs where id = $1`, [id])
}

/** Those seen in the last minute. */
export async function listRunning(tx: Transaction): Promise<RunningProgram[]> {
  return tx.query<RunningProgram>(
    `select id, program, rings from running_programs where seen_at > now() - interval '1 minute' order by program, started_at`,
  )
}
