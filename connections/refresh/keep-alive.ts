// Uses refresh tokens in time, though nobody asks: those that idle out would die of a long holiday.
import type { Transaction } from '../../database.js'
import type { TokensSeen } from './lease.js'
import { refresh, type RefreshDeps } from './refresh.js'

/** At once; the sweep comes every second. When each is due is spread already (token-times.ts). */
const AT_ONCE = 3

/** Refreshes some of what is due. What the app doesn't do now is due again in an hour: a third of the idle life is left for that. */
export async function keepAlive(deps: RefreshDeps): Promise<void> {
  const due = await findDue(deps.db)
  await Promise.all(
    due.map(async (seen) => {
      const { kind } = await refresh(deps, seen)
      if (kind === 'later' || kind === 'busy') await postpone(deps.db, seen)
    }),
  )
}

async function findDue(tx: Transaction): Promise<TokensSeen[]> {
  return tx.query<TokensSeen>(
    `select id, version from connections where state = 'connected' and keep_alive_at <= now() order by keep_alive_at limit ${String(AT_ONCE)}`,
  )
}

async function postpone(tx: Transaction, { id, version }: TokensSeen): Promise<void> {
  await tx.query(`update connections set keep_alive_at = now() + interval '1 hour' where id = $1 and version = $2`, [id, version])
}
