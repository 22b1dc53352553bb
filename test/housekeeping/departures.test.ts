// Housekeeping of people who left: each is asked for anew, and one who can't be ended keeps nobody else.
import { beforeEach, describe, expect, it } from 'vitest'
import { endDepartures } from '../../activities/housekeeping-of-people.js'
import { createDatabase, type Database } from '../../database.js'
import { log, logLines } from '../support/logs.js'
import { createTestDatabase } from '../support/postgres.js'
import { addWaiting, TENANT } from '../scale/waiting-rows.js'

let db: Database
let owner: Database

beforeEach(async () => {
  const created = await createTestDatabase()
  db = created.db
  owner = createDatabase(created.ownerUrl, { log })
  await addWaiting(db, owner, 2)
  await db.query(
    `insert into departures (tenant_id, aad_object_id, why, due_at)
     select $1, 'caller-' || n, 'uninstalled', now() - make_interval(hours => 3 - n) from generate_series(1, 2) as n`,
    [TENANT],
  )
  return () => owner.end()
})

const connected = async (): Promise<string[]> =>
  (await db.query<{ id: string }>(`select aad_object_id as id from connections order by 1`)).map(({ id }) => id)

/** What happens in the very moment in which the first one's rows go. */
async function whenTheFirstGoes(of: 'departures' | 'connections', statement: string): Promise<void> {
  await owner.query(
    `create function first_goes() returns trigger language plpgsql as $$ begin ${statement}; return old; end $$;
     create trigger first_goes before delete on ${of} for each row when (old.aad_object_id = 'caller-1') execute function first_goes()`,
  )
}

describe('of two who left a day ago', () => {
  it('both are ended', async () => {
    await endDepartures({ db, log })
    expect(await connected()).toEqual([])
    expect(await db.query(`select from departures`)).toEqual([])
  })

  it('one who comes back while the other is ended stays connected', async () => {
    await whenTheFirstGoes('departures', `delete from departures where aad_object_id = 'caller-2'`)
    await endDepartures({ db, log })
    expect(await connected()).toEqual(['caller-2'])
  })

  it('one who can not be ended keeps the other not, and is tried again', async () => {
    await whenTheFirstGoes('connections', `raise exception 'not now'`)
    await endDepartures({ db, log })
    expect(await connected()).toEqual(['caller-1'])
    expect(await db.query(`select aad_object_id as id from departures`)).toEqual([{ id: 'caller-1' }])
    expect(logLines.join('')).toContain('WB-HOUSE-008')
  })
})
