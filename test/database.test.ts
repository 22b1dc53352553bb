// The pool: what becomes of a transaction whose connection is lost, and which trouble is the server's.
import { expect, test } from 'vitest'
import { DatabaseUnavailable, type Transaction } from '../database.js'
import { createTestDatabase } from './support/postgres.js'

const { db } = await createTestDatabase()

async function kill(tx: Transaction): Promise<void> {
  const [own] = await tx.query<{ pid: number }>(`select pg_backend_pid() as pid`)
  await db.query(`select pg_terminate_backend($1)`, [own?.pid])
  for (;;) {
    const alive = await db.query(`select from pg_stat_activity where pid = $1`, [own?.pid])
    if (alive.length === 0) return
  }
}

test('a connection lost under the commit says that the database is unavailable', async () => {
  await expect(db.transaction(kill)).rejects.toThrow(DatabaseUnavailable)
})

test('a connection lost between two statements ends the transaction and not the process', async () => {
  await expect(
    db.transaction(async (tx) => {
      await kill(tx)
      await tx.query('select 1')
    }),
  ).rejects.toThrow(DatabaseUnavailable)
  expect(await db.query('select 1 as one')).toEqual([{ one: 1 }])
})

test('a statement that gets no answer in its time says so too: a lock or a disk is waited for, not given up on', async () => {
  const work = db.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = 20`)
    await tx.query(`select pg_sleep(60)`)
  })
  await expect(work).rejects.toThrow(DatabaseUnavailable)
})

test('a mistake in a statement passes as it is, and nothing of its transaction stays', async () => {
  const work = db.transaction(async (tx) => {
    await tx.query(`update deployment set paused = true`)
    await tx.query(`select nonsense`)
  })
  await expect(work).rejects.toMatchObject({ code: '42703' })
  expect(await db.query(`select paused from deployment`)).toEqual([{ paused: false }])
})

test('a statement with parameters is prepared once for a connection, and told from others by its text', async () => {
  const prepared = await db.transaction(async (tx) => {
    for (const number of [1, 2, 3]) expect(await tx.query('select $1::int + 1 as more', [number])).toEqual([{ more: number + 1 }])
    expect(await tx.query('select $1::int - 1 as less', [1])).toEqual([{ less: 0 }])
    return tx.query(`select statement from pg_prepared_statements where statement like 'select $1::int%' order by 1`)
  })
  expect(prepared).toEqual([{ statement: 'select $1::int + 1 as more' }, { statement: 'select $1::int - 1 as less' }])
})
