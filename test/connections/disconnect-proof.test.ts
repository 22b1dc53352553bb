// What a person is told of their disconnect is counted by its account: every token of it, whenever it was owed, and none of another's.
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { describeDisconnect } from '../../bot/personal/describe-disconnect.js'
import { saveConnection } from '../../connections/connect.js'
import { disconnect } from '../../connections/disconnect.js'
import { forgetOldDisconnects, howItStands } from '../../connections/disconnect-card.js'
import { queueRevocation } from '../../connections/revocations.js'
import type { Database } from '../../database.js'
import { createTestDatabase } from '../support/postgres.js'
import { addWaitingRun, carol, seedRows } from '../runs/rows.js'

const account = {
  key: 'org/carol',
  name: 'carol@contoso.example',
  orgId: 'org',
  orgName: 'Contoso',
  host: 'https://contoso.my.salesforce.com',
}
let db: Database
let connectionId: string
beforeAll(async () => {
  db = (await createTestDatabase()).db
  await seedRows(db)
})
beforeEach(async () => {
  await db.query(`delete from revocations`)
  const saved = await saveConnection(db, {
    ...{ owner: { kind: 'personal', caller: carol }, configurationId: 'salesforce', account, clientId: 'workbot' },
    ...{ oauth: apps.salesforce.oauth, sealedFor: () => Promise.resolve('sealed') },
  })
  connectionId = saved.id
})

const owe = (accountKey: string | null, why = 'replaced') =>
  queueRevocation(db, {
    configurationId: 'salesforce',
    connectionId,
    host: account.host,
    sealed: 'sealed',
    why,
    clientId: 'workbot',
    accountKey,
  })
const set = (which: string, how: string) => db.query(`update revocations set ${how} where ${which}`)
async function disconnected(): Promise<string> {
  const ended = await db.transaction((tx) => disconnect(tx, { connectionId, caller: carol, why: { kind: 'asked' }, card: null }))
  return ended.kind === 'disconnected' ? ended.disconnectId : randomUUID()
}
const stateOf = async (id: string) => (await howItStands(db, { id })).state

describe('a disconnect', () => {
  it('is confirmed only with the tokens of its account that were on their way out before', async () => {
    await owe(account.key)
    await set('true', `created_at = now() - interval '1 day', attempts = 1, next_attempt_at = now() + interval '1 hour'`)
    const id = await disconnected()
    await set(`why = 'disconnected'`, 'done_at = now()')
    expect(await stateOf(id)).toBe('unconfirmed')
    await set('done_at is null', 'done_at = now()')
    expect(await stateOf(id)).toBe('confirmed')
  })

  it('leaves out what is another account’s, also where that comes later', async () => {
    await owe('org/another')
    await set('true', `given_up_at = now()`)
    const id = await disconnected()
    await owe('org/another')
    await set(`why = 'disconnected'`, 'done_at = now()')
    expect(await stateOf(id)).toBe('confirmed')
  })

  it('counts what an older version owed without an account by its time', async () => {
    await owe(null)
    await set('true', `given_up_at = now(), created_at = now() - interval '1 day'`)
    const id = await disconnected()
    await set(`why = 'disconnected'`, 'done_at = now()')
    expect(await stateOf(id)).toBe('confirmed')
    await owe(null, 'superseded')
    expect(await stateOf(id)).toBe('ending')
  })

  it('because it isn’t their account doesn’t say that nothing was done while a write as it has no answer', async () => {
    const { runId } = await addWaitingRun(db)
    await db.query(
      `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, identity)
       values ($1, 'salesforce.createOpportunity', 'createOpportunity', 'salesforce', 'key', $2, $3, 'personal')`,
      [runId, connectionId, account.name],
    )
    const why = { kind: 'not_mine', accountKey: account.key, stepsDone: 0 } as const
    const ended = await db.transaction((tx) => disconnect(tx, { connectionId, caller: carol, why, card: null }))
    const says = async () => JSON.stringify(await describeDisconnect(db, ended.kind === 'disconnected' ? ended.disconnectId : ''))
    expect(await says()).toContain('answered a write as it yet, so it may still be done.')
    expect(await says()).not.toContain('Nothing had been done')
    await db.query(`delete from effects`)
    expect(await says()).toContain('Nothing had been done')
  })

  it('that is forgotten leaves no account behind', async () => {
    const id = await disconnected()
    await db.query(`update disconnects set at = now() - interval '61 days' where id = $1`, [id])
    expect(await forgetOldDisconnects(db)).toBe(1)
    expect(await db.query(`select from revocations where account_key is not null`)).toEqual([])
  })
})
