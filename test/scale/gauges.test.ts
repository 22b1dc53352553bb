// The gauges of /metrics beside 10,000 runs that are over: each scrape reads what is open or owed, and nothing of what was.
import { beforeAll, describe, expect, it } from 'vitest'
import { measureOwedByConnections } from '../../connections/measure-owed.js'
import { createDatabase, type Database, type Transaction } from '../../database.js'
import { measureRuns } from '../../runs/measure-runs.js'
import { log } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { lookAt } from './plans.js'
import { addWaiting, RUNS_EACH, somebody } from './waiting-rows.js'

const CALLERS = 1_000

/** Each run has written once; the runs of everybody but one are over. */
const history = [
  `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, identity, started_at, finished_at)
   select id, 'salesforce.createOpportunity', 'createOpportunity', 'salesforce', id, gen_random_uuid(), 'somebody@contoso.example', 'personal',
     now() - interval '1 h', now() from runs`,
  `update runs set state = 'completed', ended_at = now() - interval '1 h', posted_at = now() where aad_object_id <> $1`,
  `update waits set outcome = 'connected', outcome_at = now(), signalled_at = now() where aad_object_id <> $1`,
  `update sign_in_requests set ended_at = now() where aad_object_id <> $1`,
]

async function fill(callers: number): Promise<Database> {
  const { db, ownerUrl } = await createTestDatabase()
  const owner = createDatabase(ownerUrl, { log })
  await addWaiting(db, owner, callers)
  for (const sql of history) await db.query(sql, sql.includes('$1') ? [somebody(callers).aadObjectId] : [])
  await owner.query('analyze')
  await owner.end()
  return db
}

describe('beside 10,000 runs that are over', () => {
  let few: Database
  let many: Database

  beforeAll(async () => {
    few = await fill(1)
    many = await fill(CALLERS)
  })

  const gauges: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
    'waits, writes and runs': measureRuns,
    'cards, decisions and revocations': measureOwedByConnections,
  }

  it.each(Object.entries(gauges))('%s are measured by indexes, over no more rows than beside none', async (_name, measure) => {
    expect((await measureRuns(many)).waits.byAge['1h']).toBe(RUNS_EACH)
    const looked = await lookAt(many, measure)
    expect(looked.whole.filter((table) => ['runs', 'waits', 'effects', 'sign_in_requests'].includes(table))).toEqual([])
    expect(looked.rows).toBeLessThanOrEqual((await lookAt(few, measure)).rows + RUNS_EACH)
  })
  it('a receipt is owed for a week: one that was given up then keeps no alert going', async () => {
    const receipt = async (endedAgo: string): Promise<number> => {
      await few.query(`update runs set state = 'completed', ended_at = now() - $1::interval, posted_at = null`, [endedAgo])
      return (await measureRuns(few)).owed.receipt
    }
    expect(await receipt('6 days')).toBeGreaterThan(5 * 86_400)
    expect(await receipt('8 days')).toBe(0)
  })
})
