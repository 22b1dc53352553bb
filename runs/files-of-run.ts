// Files between the person who sent them and the runs that were given them: nobody else's run gets one, and no run opens another's.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { fileKey } from '../keys/file-key.js'
import type { KeyRing } from '../keys/key-ring.js'
import { aboutContext, PIECE_BYTES, type AboutFile } from './stage-file.js'

/** As a run's parameters have it. */
export interface StagedFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

interface Row {
  readonly id: string
  readonly bytes: number
  readonly aboutSealed: string
}
const columns = `id, bytes, about_sealed as "aboutSealed"`

/** Those of the ids that are this person's, and kept until `tx` ends. What isn't a uuid is nobody's. */
export async function findFiles(
  tx: Transaction,
  keys: KeyRing,
  { caller, ids }: { caller: Caller; ids: readonly string[] },
): Promise<StagedFile[]> {
  if (ids.length === 0) return []
  const rows = await tx.query<Row>(
    `select ${columns} from files where id::text = any($1) and tenant_id = $2 and aad_object_id = $3 for key share`,
    [ids, caller.tenantId, caller.aadObjectId],
  )
  return rows.map((row) => toStaged(keys, row))
}

/** What this person sent within the hour and no run has had, the newest first. */
export async function findFreshFiles(tx: Transaction, keys: KeyRing, caller: Caller): Promise<StagedFile[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from files where tenant_id = $1 and aad_object_id = $2 and staged_at > now() - interval '1 hour'
       and not exists (select from run_files where file_id = files.id) order by staged_at desc limit 10 for key share`,
    [caller.tenantId, caller.aadObjectId],
  )
  return rows.map((row) => toStaged(keys, row))
}

/** Gives the run its files, in the transaction that accepts it. @throws where one isn't its caller's: `findFiles` comes first */
export async function giveFiles(
  tx: Transaction,
  { runId, caller, ids }: { runId: string; caller: Caller; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  const given = await tx.query(
    `insert into run_files (run_id, file_id) select $1, id from files where id = any($2::uuid[]) and tenant_id = $3 and aad_object_id = $4 returning 1`,
    [runId, ids, caller.tenantId, caller.aadObjectId],
  )
  if (given.length < new Set(ids).size) throw new Error('A file that a run was to be given is not its caller’s.')
}

/** A run that another calls may open what that one was given: they have one caller. */
export async function passOnFiles(tx: Transaction, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.query(`insert into run_files (run_id, file_id) select $2, file_id from run_files where run_id = $1 on conflict do nothing`, [
    from,
    to,
  ])
}

export interface FileOfRun {
  readonly name: string
  readonly type: string
  readonly size: number
  /** From `from` on, up to and without `to`; a few hundred kilobytes at a time. */
  read(from: number, to: number): AsyncIterable<Uint8Array>
}

/** Null where this run was given no such file, or it is gone. */
export async function openFileOfRun(
  tx: Transaction,
  keys: KeyRing,
  { runId, fileId }: { runId: string; fileId: string },
): Promise<FileOfRun | null> {
  const [row] = await tx.query<Row>(
    `select ${columns} from files where id::text = $2 and exists (select from run_files where run_id = $1 and file_id = files.id)`,
    [runId, fileId],
  )
  if (!row) return null
  const { name, type, key } = openAbout(keys, row)
  const pieces = fileKey(key)
  return {
    ...{ name, type, size: row.bytes },
    async *read(from, to) {
      for (let number = Math.floor(from / PIECE_BYTES); number * PIECE_BYTES < to; number += 1) {
        const [piece] = await tx.query<{ sealed: Buffer }>(`select sealed from file_pieces where file_id = $1 and number = $2`, [
          row.id,
          number,
        ])
        if (!piece) throw new Error('A piece of a file is missing.')
        const begin = number * PIECE_BYTES
        yield pieces.open(piece.sealed, { fileId: row.id, number }).subarray(Math.max(0, from - begin), to - begin)
      }
    },
  }
}

/** Deletes what no run took within the hour, and what has been of no use since a day: all its runs have ended. @returns how many */
export async function forgetOldFiles(tx: Transaction): Promise<number> {
  const gone = await tx.query(
    `delete from files where id in (
       select id from files where staged_at < now() - interval '1 hour' and not exists (
         select from run_files join runs on runs.id = run_files.run_id
         where file_id = files.id and (ended_at is null or ended_at > now() - interval '1 day'))
       order by staged_at limit 200) returning 1`,
  )
  return gone.length
}

function toStaged(keys: KeyRing, row: Row): StagedFile {
  return { id: row.id, name: openAbout(keys, row).name, bytes: row.bytes }
}

const openAbout = (keys: KeyRing, { id, aboutSealed }: Row): AboutFile => JSON.parse(keys.open(aboutSealed, aboutContext(id))) as AboutFile
