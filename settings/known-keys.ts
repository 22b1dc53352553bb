// Which keys this database was ever used with. No key is here: only names, fingerprints and times.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import type { KeyMark, Ring } from '../keys/rings.js'

export interface KnownKey extends KeyMark {
  readonly ring: Ring
  /** When a program first sealed with it; null: it was only accepted so far. */
  readonly activeAt: Date | null
  /** When a program that seals with it was last seen. */
  readonly lastActiveAt: Date | null
  readonly retiredAt: Date | null
}

/** By ring, the newest first. */
export async function listKnownKeys(tx: Transaction): Promise<KnownKey[]> {
  return tx.query<KnownKey>(
    `select ring, key_id as "id", fingerprint, active_at as "activeAt", last_active_at as "lastActiveAt", retired_at as "retiredAt"
     from known_keys order by ring, first_seen_at desc, key_id desc`,
  )
}

/** Notes keys that a program has. */
export async function notePresent(tx: Transaction, ring: Ring, marks: readonly KeyMark[]): Promise<void> {
  for (const { id, fingerprint } of marks) {
    await tx.query(`insert into known_keys (ring, key_id, fingerprint) values ($1, $2, $3) on conflict do nothing`, [ring, id, fingerprint])
  }
}

/** Notes that a program seals with this key, from now on and still. The first time is audited. */
export async function noteActive(tx: Transaction, ring: Ring, keyId: string): Promise<void> {
  const first = await tx.query(
    `update known_keys set active_at = now() where ring = $1 and key_id = $2 and active_at is null returning 1`,
    [ring, keyId],
  )
  await tx.query(`update known_keys set last_active_at = now() where ring = $1 and key_id = $2`, [ring, keyId])
  if (first.length > 0) await recordAudit(tx, { event: 'key.activated', detail: { ring, key: keyId } })
}

/** From now on no program seals with it. `lost`: what it sealed may be unreadable. */
export async function noteRetired(tx: Transaction, { ring, keyId, by, lost }: { ring: Ring; keyId: string; by: string; lost: boolean }) {
  await tx.query(`update known_keys set retired_at = now() where ring = $1 and key_id = $2 and retired_at is null`, [ring, keyId])
  await recordAudit(tx, { event: 'key.retired', detail: { ring, key: keyId, by, ...(lost && { why: 'lost' }) } })
}
