// The embedded Postgres and the databases that tests get from it.
import { expect, it } from 'vitest'
import { createDatabase } from '../../database.js'
import { createLogger } from '../../log.js'
import { createTestDatabase } from '../support/postgres.js'

const { db, ownerUrl } = await createTestDatabase()

it('a test database is migrated', async () => {
  expect(await db.query('select paused from deployment')).toEqual([{ paused: false }])
})

it('the role of the programs can add to the audit, and neither change nor delete it', async () => {
  await db.query("insert into audit (event) values ('test.event')")
  await expect(db.query("update audit set event = 'other'")).rejects.toThrow('permission denied')
  await expect(db.query('delete from audit')).rejects.toThrow('permission denied')
})

it('the owning role is another one', async () => {
  const owner = createDatabase(ownerUrl, { log: createLogger('test', 'silent') })
  expect(await owner.query('select current_user as "role"')).toEqual([{ role: 'workbot_owner' }])
  await owner.end()
})

it('a connection that a test leaves open fails its file', async () => {
  const another = await createTestDatabase()
  const leaky = createDatabase(another.url, { log: createLogger('test', 'silent') })
  await leaky.query('select 1 as "left open"')
  await expect(another.drop()).rejects.toThrow('left open')
  await leaky.end()
})
