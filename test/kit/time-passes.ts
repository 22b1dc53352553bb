// Time passes for a test: every row becomes that much older, and every open run's timers are told.
import type { Database } from '../../database.js'
import type { World } from '../support/world.js'
import { timePasses } from './passing-time.js'
import { productTables } from './product-tables.js'
import { changeAll } from './whole-database.js'

/**
 * All rows are moved by the same length, so what is compared with the clock afterwards (deadlines, reminders, the end of a token) is as it
 * will be then. The timers of runs are moved by a signal. What isn't: `Date` in a recipe, and the clocks of the stand-ins.
 * @param owner of the tables: the programs may not change the audit
 */
export async function passTime(owner: Database, { db, temporal }: Pick<World, 'db' | 'temporal'>, ms: number): Promise<void> {
  await changeAll(owner, async (tx) => {
    for (const { name, times } of await productTables(tx)) {
      const older = times.map((column) => `"${column}" = "${column}" - make_interval(secs => $1)`)
      if (older.length > 0) await tx.query(`update "${name}" set ${older.join(', ')}`, [ms / 1_000])
    }
  })
  const open = await db.query<{ id: string }>(`select id from runs where ended_at is null and temporal_run_id is not null`)
  await Promise.all(open.map(({ id }) => temporal.workflow.getHandle(id).signal(timePasses, ms)))
}
