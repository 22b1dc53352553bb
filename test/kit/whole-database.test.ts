// Emptying the tables while the programs are at them.
import { expect, inject, it } from 'vitest'
import { createDatabase } from '../../database.js'
import { log } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { databaseUrl } from '../support/provided.js'
import { changeAll } from './whole-database.js'

it('is tried again where the server ended it to undo a deadlock', async () => {
  const { db, ownerUrl } = await createTestDatabase()
  const [current] = await db.query<{ name: string }>(`select current_database() as name`)
  const owner = createDatabase(ownerUrl, { log, max: 1 })
  const program = createDatabase(databaseUrl(inject('postgres').superuser, current?.name ?? ''), { log, max: 1 })
  const waits = async (): Promise<boolean> =>
    (await db.query(`select from pg_locks where relation = 'runs'::regclass and not granted`)).length > 0
  let tries = 0
  let programs: Promise<void> | undefined
  await changeAll(owner, async (tx) => {
    tries++
    await tx.query(`lock table runs in access exclusive mode`)
    if (tries === 1) {
      let holdsWaits = (): void => undefined
      const held = new Promise<void>((resolve) => (holdsWaits = resolve))
      programs = program.transaction(async (other) => {
        // Of the two, it is ours that the server ends.
        await other.query(`set local deadlock_timeout = '60s'`)
        await other.query(`lock table waits in access exclusive mode`)
        holdsWaits()
        await other.query(`lock table runs in access exclusive mode`)
      })
      await held
      await expect.poll(waits).toBe(true)
    }
    await tx.query(`lock table waits in access exclusive mode`)
  })
  expect(tries).toBe(2)
  await programs
  await Promise.all([owner.end(), program.end()])
})
