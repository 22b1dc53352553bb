// The operators' lists over many rows: by their indexes, and no more rows than over few. 1,000,000 runs and 100,000 connections in test:full.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { lookForEntries, type EntriesWanted } from '../../audit/look-for-entries.js'
import { listRunEvents } from '../../audit/of-run.js'
import { countByState } from '../../connections/count-by-state.js'
import { listConnections } from '../../connections/list-connections.js'
import { listDisconnects } from '../../connections/list-disconnects.js'
import { findOwnersByAccount, lookForConnections, type ConnectionsWanted } from '../../connections/look-for-connections.js'
import { createDatabase, type Database, type Transaction } from '../../database.js'
import { findContinuable } from '../../runs/continuable.js'
import { findCallers } from '../../runs/find-callers.js'
import { lookForRuns, type RunsWanted } from '../../runs/look-for-runs.js'
import { lastRuns } from '../../runs/last-runs.js'
import { listProposals } from '../../runs/proposals.js'
import { findRunFacts, listCalledTold, listEffectsTold, listWaitsTold } from '../../runs/story-of-run.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import { log } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { addPageRows, PERSON, TENANT, type HowMany } from './page-rows.js'
import { lookAt } from './plans.js'

const FEW = { runs: 100, connections: 100, people: 2 }
const MANY = inject('full') ? { runs: 1_000_000, connections: 100_000, people: 100 } : { runs: 20_000, connections: 2_000, people: 100 }
/** Of a page, of what is looked through for one, and what belongs to its rows. */
const ROWS_AT_MOST = 3_000
const TIMES = 20

const people = { tenantId: TENANT, ids: [PERSON] }
const runs: RunsWanted = { recipe: null, state: null, app: null, callers: null, since: null, until: null }
const connections: ConnectionsWanted = { configurationId: null, state: null, lastUse: null, owners: null }
const entries: EntriesWanted = { events: null, people: null, runId: null, since: null, until: null }
const since = new Date(Date.now() - 3_600_000)

const looks: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
  'all runs': (tx) => lookForRuns(tx, runs, null),
  'runs of a recipe': (tx) => lookForRuns(tx, { ...runs, recipe: 'pipeline' }, null),
  'runs in a rare state': (tx) => lookForRuns(tx, { ...runs, state: 'stuck' }, null),
  'open runs': (tx) => lookForRuns(tx, { ...runs, state: 'open' }, null),
  'runs of a person': (tx) => lookForRuns(tx, { ...runs, callers: people }, null),
  'runs of a person, in a state, of a recipe': (tx) =>
    lookForRuns(tx, { ...runs, callers: people, state: 'failed', recipe: 'pipeline' }, null),
  'runs of an app that none acts in': (tx) => lookForRuns(tx, { ...runs, app: 'box' }, null),
  'runs of an hour': (tx) => lookForRuns(tx, { ...runs, since }, null),
  'a later page of runs': (tx) => lookForRuns(tx, runs, { at: new Date(Date.now() - 7_200_000).toISOString(), id: 'x' }),
  'a person by the beginning of a name': (tx) => findCallers(tx, { tenantId: TENANT, typed: 'Person 1' }),
  'a person by address': (tx) => findCallers(tx, { tenantId: TENANT, typed: 'person-1@contoso.example' }),
  'how each recipe ran lately': (tx) =>
    lastRuns(
      tx,
      recipeSpecs.map(({ name }) => name),
    ),
  'a run’s page': async (tx) => {
    const run = await findRunFacts(tx, 'run-7')
    if (!run) throw new Error('There is no such run.')
    await listWaitsTold(tx, run.id)
    await listEffectsTold(tx, run.id)
    await listCalledTold(tx, run)
    await listRunEvents(tx, run.id)
    await listProposals(tx, run.id)
    await findContinuable(tx, run.id)
  },
  'all connections': (tx) => lookForConnections(tx, connections, null),
  'connections of an app': (tx) => lookForConnections(tx, { ...connections, configurationId: 'salesforce' }, null),
  'connections that need a sign-in': (tx) => lookForConnections(tx, { ...connections, state: 'needs_sign_in' }, null),
  'connections that were never used': (tx) => lookForConnections(tx, { ...connections, lastUse: 'never' }, null),
  'connections of a person': (tx) => lookForConnections(tx, { ...connections, owners: people }, null),
  'a person by an account': (tx) => findOwnersByAccount(tx, { tenantId: TENANT, typed: 'account-1' }),
  'how many are connected to each app': (tx) => countByState(tx),
  'a person’s own list in Teams': (tx) => listConnections(tx, { tenantId: TENANT, aadObjectId: PERSON }),
  'what a person ended': (tx) => listDisconnects(tx, { tenantId: TENANT, aadObjectId: PERSON }, 20),
  'the whole audit': (tx) => lookForEntries(tx, entries, null),
  'the audit of a person': (tx) => lookForEntries(tx, { ...entries, people }, null),
  'the audit of a run': (tx) => lookForEntries(tx, { ...entries, runId: 'run-7' }, null),
  'the audit of an event': (tx) => lookForEntries(tx, { ...entries, events: ['run.refused'] }, null),
  'the audit of an hour': (tx) => lookForEntries(tx, { ...entries, since }, null),
}

describe('the lists of the pages', { timeout: 120_000 }, () => {
  let few: Database
  let many: Database

  beforeAll(async () => {
    const fill = async (howMany: HowMany): Promise<Database> => {
      const { db, ownerUrl } = await createTestDatabase()
      const owner = createDatabase(ownerUrl, { log })
      await addPageRows(owner, howMany)
      await owner.end()
      return db
    }
    few = await fill(FEW)
    many = await fill(MANY)
  }, 900_000)
  afterAll(async () => {
    if (inject('full')) for (const [name, look] of Object.entries(looks)) process.stdout.write(`${name}: ${await ratio(look)}\n`)
  }, 120_000)

  /** For the eye: a machine's milliseconds prove nothing. */
  const ratio = async (look: (tx: Transaction) => Promise<unknown>): Promise<string> => {
    const took: { few: number[]; many: number[] } = { few: [], many: [] }
    const time = async (into: number[], db: Database): Promise<void> => {
      const began = performance.now()
      await look(db)
      into.push(performance.now() - began)
    }
    for (let times = 0; times < TIMES; times++) {
      await time(took.many, many)
      await time(took.few, few)
    }
    const median = (samples: number[]): number => samples.sort((one, other) => one - other)[TIMES / 2] ?? Number.NaN
    const [ofMany, ofFew] = [median(took.many), median(took.few)]
    return `${(ofMany / ofFew).toFixed(2)} times as long as with ${String(FEW.runs)}, ${ofMany.toFixed(1)} ms`
  }

  it.each(Object.entries(looks))('%s: by an index, and so many rows at most', async (_name, look) => {
    const looked = await lookAt(many, look)
    // These have a row or none here: no index could be quicker.
    const small = [
      'app_configurations',
      'conversation_references',
      'sign_in_requests',
      'addressees',
      'asks',
      'effects',
      'proposals',
      'lists',
      'waits',
      'revocations',
    ]
    expect(looked.whole.filter((table) => !small.includes(table))).toEqual([])
    expect(looked.rows).toBeLessThanOrEqual(ROWS_AT_MOST)
  })
})
