// 10,000 questions to people beside ten: what is asked when one is put, pressed, passed on, settled and swept reads no more rows.
import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Database, type Transaction } from '../../database.js'
import type { Caller } from '../../caller.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { addAddressee, deliverAsks, listAddressees, type NewAddressee } from '../../runs/addressees.js'
import { findAnswerer } from '../../runs/answerer.js'
import { askCardShown, claimAskCard, findAskCardsOwed, listAskCardsOwed } from '../../runs/ask-cards.js'
import { answerAsk, findAsk, lockAsk, noteChanged, noteSettled, openAsk, oweAskCardsOfRun } from '../../runs/asks.js'
import { claimAskReminders, claimLooks, claimPressed } from '../../runs/asks-owed.js'
import { isOwnRequest, passAsk, pressAnswer } from '../../runs/press-ask.js'
import { listOpenRunsOf } from '../../runs/runs-of-caller.js'
import { log } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { addAsked, makeAllDue, OPEN_EACH } from './asked-rows.js'
import { lookAt } from './plans.js'
import { addWaiting, somebody } from './waiting-rows.js'

const CALLERS = 1_000
/** What the sweep takes at once of each kind. */
const BATCH = 50
const keys = createKeyRing([{ id: 'shared-1', key: Buffer.alloc(32, 7) }])
const record = { first: [], facts: [], changes: [] }

const personOf = (aadObjectId: string, { tenantId }: Caller): NewAddressee => ({
  ...{ caller: { tenantId, aadObjectId }, tenantId, name: 'Boss', email: `${aadObjectId}@contoso.example` },
  ...{ teamsUserId: `29:${aadObjectId}`, timeZone: 'UTC' },
})

/** A question of this caller's, put as a run puts it. */
interface Put {
  readonly caller: Caller
  readonly boss: Caller
  readonly runId: string
  readonly waitId: string
  readonly addressee: string
}

async function put(tx: Transaction, callers: number, stepKey: string): Promise<Put> {
  const caller = somebody(callers)
  const boss = { ...caller, aadObjectId: 'the-boss' }
  const runId = `approveDiscount-${caller.aadObjectId.slice('caller-'.length)}-1`
  const question = { question: 'May it?', facts: [], options: ['Approve', 'Reject'], url: null, settledBy: { app: 'salesforce', id: '1' } }
  const deadline = new Date(Date.now() + 86_400_000)
  const waitId = (await openAsk(tx, keys, { runId, stepKey, ...caller, deadline, question, record })) ?? ''
  const addressee = await addAddressee(tx, { waitId, person: personOf(boss.aadObjectId, boss), remindAt: null })
  return { caller, boss, runId, waitId, addressee: addressee ?? '' }
}

/** As the run, the bot and the sweep ask. */
const questions: Readonly<Record<string, (tx: Transaction, asked: Put, callers: number) => Promise<unknown>>> = {
  async 'a question that is put, and its cards'(tx, _asked, callers) {
    const { waitId, addressee: id } = await put(tx, callers, 'ask again')
    expect(await listAskCardsOwed(tx, waitId)).toEqual([id])
    const card = await claimAskCard(tx, id)
    await askCardShown(tx, { id, revision: card?.revision ?? 0, conversationId: 'a', activityId: '2' })
  },
  async 'an answer'(tx, { boss: caller, runId, waitId, addressee }) {
    expect(await isOwnRequest(tx, addressee, caller)).toBe(false)
    const pressed = await pressAnswer(tx, keys, { addressee, caller, option: 0, version: 1, comment: 'Yes' })
    expect(pressed.kind).toBe('checking')
    expect(await answerAsk(tx, { waitId, addressee, option: 'Approve', isOwn: false })).toBe(true)
    expect((await findAnswerer(tx, { runId, ask: waitId }))?.caller).toEqual(caller)
  },
  async 'a question that is passed on'(tx, { boss: caller, waitId, addressee }) {
    expect((await passAsk(tx, keys, { addressee, caller, to: personOf('the-other-boss', caller) })).kind).toBe('passed')
    expect(await listAddressees(tx, waitId)).toHaveLength(2)
  },
  async 'what the app says of it'(tx, { runId, waitId }) {
    await noteChanged(tx, keys, waitId, record)
    await noteSettled(tx, keys, waitId, { how: 'Approved', by: null, at: null })
    expect((await lockAsk(tx, keys, waitId))?.factsVersion).toBe(2)
    expect((await findAsk(tx, keys, { runId, stepKey: 'ask the boss' }))?.settled?.how).toBe('Approved')
    await oweAskCardsOfRun(tx, runId)
  },
  async 'somebody whom Workbot meets only now'(tx, { boss }) {
    await deliverAsks(tx, { caller: boss, email: 'the-boss@contoso.example', teamsUserId: '29:the-boss' })
  },
  async status(tx, { caller }) {
    await listOpenRunsOf(tx, keys, { caller, limit: 8 })
  },
  async 'the sweep, with nothing due'(tx) {
    await sweep(tx)
  },
}

async function sweep(tx: Transaction): Promise<void> {
  await findAskCardsOwed(tx)
  await claimLooks(tx)
  await claimPressed(tx)
  await claimAskReminders(tx)
}

describe('10,000 questions of 1,000 callers', () => {
  let few: Database
  let many: Database
  let ownerUrlOfMany: string
  let ofFew: Put
  let ofMany: Put

  beforeAll(async () => {
    const fill = async (callers: number): Promise<{ readonly db: Database; readonly ownerUrl: string }> => {
      const { db, ownerUrl } = await createTestDatabase()
      const owner = createDatabase(ownerUrl, { log })
      await addWaiting(db, owner, callers)
      await owner.end()
      await addAsked(ownerUrl, callers)
      return { db, ownerUrl }
    }
    few = (await fill(1)).db
    ;({ db: many, ownerUrl: ownerUrlOfMany } = await fill(CALLERS))
    expect(await many.query(`select from asks`)).toHaveLength(CALLERS * 10)
    expect(await many.query(`select from addressees`)).toHaveLength(CALLERS * 20)
    ofFew = await few.transaction((tx) => put(tx, 1, 'ask the boss'))
    ofMany = await many.transaction((tx) => put(tx, CALLERS, 'ask the boss'))
  })

  const tables = ['asks', 'addressees', 'waits', 'runs']
  const wholeOf = (whole: readonly string[]): string[] => whole.filter((table) => tables.includes(table))

  it.each(Object.entries(questions))('%s: read by indexes, and not more rows than with ten', async (_name, ask) => {
    const looked = await lookAt(many, (tx) => ask(tx, ofMany, CALLERS))
    expect(wholeOf(looked.whole)).toEqual([])
    expect(looked.rows).toBeLessThanOrEqual((await lookAt(few, (tx) => ask(tx, ofFew, 1))).rows + OPEN_EACH)
  })

  it('all due at once are read by one look of the sweep a batch at a time', async () => {
    await makeAllDue(ownerUrlOfMany)
    expect(await many.query(`select from asks where look_at <= now()`)).toHaveLength(CALLERS * OPEN_EACH + 1)
    const looked = await lookAt(many, sweep)
    expect(wholeOf(looked.whole)).toEqual([])
    // Each kind: the batch by its index, and each row of it again, with its wait's for reminders.
    expect(looked.rows).toBeLessThanOrEqual(4 * 3 * BATCH)
  })
})
