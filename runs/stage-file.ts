// A file that somebody sent: kept in sealed pieces until a run of theirs has had it.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { fileKey, type FileKey } from '../keys/file-key.js'
import type { KeyRing } from '../keys/key-ring.js'

/** 25 MB. */
export const LARGEST_FILE = 26_214_400
/** All pieces of a file but the last have this length, before they are sealed. */
export const PIECE_BYTES = 262_144
const IN_ONE_STATEMENT = 8

/** What of a file is sealed with the ring. */
export interface AboutFile {
  readonly name: string
  /** `image/png` */
  readonly type: string
  /** The pieces' own, base64. */
  readonly key: string
}

export const aboutContext = (fileId: string): readonly string[] => ['files.about', fileId]

export interface NewFile {
  readonly caller: Caller
  readonly name: string
  readonly type: string
  readonly content: Uint8Array
}

/** @returns its id. No run has it yet; within an hour one takes it (`giveFiles`), or housekeeping deletes it. */
export async function stageFile(tx: Transaction, keys: KeyRing, { caller, name, type, content }: NewFile): Promise<string> {
  const [row] = await tx.query<{ id: string }>(`select gen_random_uuid() as id`)
  const fileId = row?.id ?? ''
  const key = fileKey()
  const about: AboutFile = { name, type, key: key.base64 }
  await tx.query(`insert into files (id, tenant_id, aad_object_id, about_sealed, bytes) values ($1, $2, $3, $4, $5)`, [
    ...[fileId, caller.tenantId, caller.aadObjectId, keys.seal(JSON.stringify(about), aboutContext(fileId)), content.length],
  ])
  const pieces = sealedPieces(fileId, key, content)
  for (let from = 0; from < pieces.length; from += IN_ONE_STATEMENT)
    await tx.query(
      `insert into file_pieces (file_id, number, sealed) select $1, $2 + ordinality - 1, piece from unnest($3::bytea[]) with ordinality as pieces (piece, ordinality)`,
      [...[fileId, from, pieces.slice(from, from + IN_ONE_STATEMENT)]],
    )
  return fileId
}

function sealedPieces(fileId: string, key: FileKey, content: Uint8Array): Buffer[] {
  const count = Math.ceil(content.length / PIECE_BYTES)
  return Array.from({ length: count }, (_, number) =>
    key.seal(content.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES), { fileId, number }),
  )
}
