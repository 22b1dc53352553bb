// Files between their sender and runs: sealed in pieces, read by the run that was given them, and forgotten in time.
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../caller.js'
import type { Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { findFiles, findFreshFiles, forgetOldFiles, giveFiles, openFileOfRun } from '../../runs/files-of-run.js'
import { PIECE_BYTES, stageFile } from '../../runs/stage-file.js'
import { createTestDatabase } from '../support/postgres.js'

const alice: Caller = { tenantId: 'contoso', aadObjectId: 'alice' }
const bob: Caller = { tenantId: 'contoso', aadObjectId: 'bob' }
const keys = createKeyRing([{ id: 'shared-1', key: randomBytes(32) }])
const bytes = randomBytes(2 * PIECE_BYTES + 17)
let db: Database
let count = 0

beforeAll(async () => {
  db = (await createTestDatabase()).db
  await db.query(
    `insert into conversation_references (conversation_id, tenant_id, kind, reference) values ('19:x', 'contoso', 'channel', '{}')`,
  )
})

const stage = (caller: Caller, content: Uint8Array = bytes): Promise<string> =>
  stageFile(db, keys, { caller, name: 'a "name".txt', type: 'text/plain', content })

async function newRun(caller: Caller): Promise<string> {
  const id = `files-${String((count += 1))}`
  await db.query(
    `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings) values ($1, 'files', $2, $3, '{}', '19:x', '', '{}')`,
    [id, caller.tenantId, caller.aadObjectId],
  )
  return id
}

async function read(runId: string, fileId: string, from = 0, to = bytes.length): Promise<Buffer> {
  const file = await openFileOfRun(db, keys, { runId, fileId })
  const pieces: Uint8Array[] = []
  for await (const piece of file?.read(from, to) ?? []) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe('a file that a run was given', () => {
  it.each([
    ['as a whole', 0, bytes.length],
    ['over the edge of two pieces', PIECE_BYTES - 3, PIECE_BYTES + 4],
    ['at its end', 2 * PIECE_BYTES, bytes.length],
    ['not at all', 5, 5],
  ])('is read %s', async (_, from, to) => {
    const [runId, id] = [await newRun(alice), await stage(alice)]
    await giveFiles(db, { runId, caller: alice, ids: [id] })
    expect((await read(runId, id, from, to)).equals(bytes.subarray(from, to))).toBe(true)
    expect(await openFileOfRun(db, keys, { runId, fileId: id })).toMatchObject({
      name: 'a "name".txt',
      type: 'text/plain',
      size: bytes.length,
    })
  })

  it('opens for no other run, not even of the same person', async () => {
    const [runId, other, id] = [await newRun(alice), await newRun(alice), await stage(alice)]
    await giveFiles(db, { runId, caller: alice, ids: [id] })
    expect(await openFileOfRun(db, keys, { runId: other, fileId: id })).toBeNull()
    expect(await openFileOfRun(db, keys, { runId, fileId: "' or true --" })).toBeNull()
  })

  it('is not given to a run of somebody else, nor found by them', async () => {
    const [runId, id] = [await newRun(bob), await stage(alice)]
    expect(await findFiles(db, keys, { caller: bob, ids: [id] })).toEqual([])
    await expect(db.transaction((tx) => giveFiles(tx, { runId, caller: bob, ids: [id] }))).rejects.toThrow('its caller')
    expect(await openFileOfRun(db, keys, { runId, fileId: id })).toBeNull()
  })

  it('whose pieces were swapped does not open', async () => {
    const [runId, id] = [await newRun(alice), await stage(alice)]
    await giveFiles(db, { runId, caller: alice, ids: [id] })
    await db.query(`delete from file_pieces where file_id = $1 and number = 0`, [id])
    await db.query(`insert into file_pieces select file_id, 0, sealed from file_pieces where file_id = $1 and number = 1`, [id])
    await expect(read(runId, id)).rejects.toMatchObject({ code: 'WB-KEY-003' })
  })

  it('lies in the database sealed', async () => {
    const canary = Buffer.from('canary'.repeat(1_000))
    const id = await stage(alice, canary)
    const [row] = await db.query<{ sealed: Buffer; about: string }>(
      `select sealed, about_sealed as about from file_pieces join files on id = file_id where file_id = $1`,
      [id],
    )
    expect(row?.sealed.includes('canary')).toBe(false)
    expect(row?.about).toMatch(/^v1\.shared-1\./)
  })
})

describe('housekeeping', () => {
  it('deletes what no run took within the hour, and what all of its runs are done with since a day; nothing else', async () => {
    await db.query(`delete from files`)
    const [taken, done, shared, old, fresh] = [
      await stage(alice),
      await stage(alice),
      await stage(alice),
      await stage(alice),
      await stage(alice),
    ]
    const [open, ended] = [await newRun(alice), await newRun(alice)]
    await giveFiles(db, { runId: open, caller: alice, ids: [taken, shared] })
    await giveFiles(db, { runId: ended, caller: alice, ids: [done, shared] })
    await db.query(`update runs set state = 'completed', ended_at = now() - interval '23 hours' where id = $1`, [ended])
    await db.query(`update files set staged_at = now() - interval '3 days' where id <> $1`, [fresh])
    expect(await forgetOldFiles(db)).toBe(1)
    await db.query(`update runs set ended_at = now() - interval '25 hours' where id = $1`, [ended])
    expect(await forgetOldFiles(db)).toBe(1)
    const left = await db.query<{ id: string }>(`select id from files`)
    expect(left.map(({ id }) => id).sort()).toEqual([taken, shared, fresh].sort())
    expect([old, done].every((id) => left.every((row) => row.id !== id))).toBe(true)
    expect((await findFreshFiles(db, keys, alice)).map(({ id }) => id)).toEqual([fresh])
    expect(await db.query(`select from file_pieces where file_id = any($1)`, [[old, done]])).toEqual([])
  })
})
