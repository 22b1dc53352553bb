// Edits an app configuration that a person made: one of two editors gets through, and no token or secret ever reaches a host that it wasn't for.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Secret } from '../keys/secret.js'
import type { AppConfiguration } from '../settings/app-configurations.js'
import { dropFormerClients } from '../settings/former-clients.js'
import { lockConfiguration, replaceSecret, saveShown, type Shown } from '../settings/change-configuration.js'
import { changeClient } from './change-client.js'
import { countHeld, hasTokens, type Held } from './held-by-configuration.js'
import { voidTripsUnderWay } from './void-trips.js'

export type EditResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unchanged' }
  /** Somebody else was faster; it is theirs that holds. */
  | { readonly kind: 'changed_meanwhile'; readonly now: AppConfiguration }
  /** It is gone, or the environment's. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'read_only' }
  /** Another login host: the secret that goes there is to be typed again. */
  | { readonly kind: 'secret_needed' }
  /** Another login host, while tokens of this one are here or are still to be ended there. */
  | { readonly kind: 'host_in_use'; readonly held: Held }

interface Editing {
  readonly tx: Transaction
  /** The ring that bot and worker share. */
  readonly keys: KeyRing
  readonly by: Caller
}

export interface Edit extends Shown {
  readonly id: string
  /** The version that the editor saw. */
  readonly version: number
  /** Null: the one of today stays. */
  readonly secret: Secret | null
}

/** Nothing of it is written but where it says `saved`. */
export async function editConfiguration({ tx, keys, by }: Editing, { id, version, secret, ...shown }: Edit): Promise<EditResult> {
  const before = await lockEditable(tx, { id, version })
  if ('kind' in before) return before
  const isElsewhere = before.baseUrl !== shown.baseUrl
  if (isElsewhere && !secret) return { kind: 'secret_needed' }
  const held = isElsewhere ? await leaveHost(tx, id) : null
  if (held) return { kind: 'host_in_use', held }
  const isSaved = await saveShown(tx, before, shown, by)
  if (secret) await replaceSecret(tx, keys, { id, secret, by })
  // A secret of the host before is none of the new one's business.
  if (isElsewhere) await dropFormerClients(tx, id)
  return { kind: isSaved || secret ? 'saved' : 'unchanged' }
}

/** What still has tokens there; null: nothing has, and no sign-in that is in a browser brings any. */
async function leaveHost(tx: Transaction, id: string): Promise<Held | null> {
  const before = await countHeld(tx, id)
  if (hasTokens(before)) return before
  while ((await voidTripsUnderWay(tx, { configurationId: id })) > 0);
  // A callback may have come between.
  const after = await countHeld(tx, id)
  return hasTokens(after) ? after : null
}

/** The client before keeps its secret for a while: it ends what it was given. @returns `saved`, with how many connections ended */
export async function editClient(
  { tx, keys, by }: Editing,
  { id, version, clientId, secret }: { id: string; version: number; clientId: string; secret: Secret },
): Promise<Exclude<EditResult, { kind: 'saved' | 'unchanged' }> | { readonly kind: 'saved'; readonly ended: number }> {
  const before = await lockEditable(tx, { id, version })
  if ('kind' in before) return before
  await replaceSecret(tx, keys, { id, secret, by })
  const ended = await changeClient(tx, { configurationId: id, from: before.clientId, to: clientId, by: by.aadObjectId })
  return { kind: 'saved', ended }
}

async function lockEditable(
  tx: Transaction,
  { id, version }: { id: string; version: number },
): Promise<AppConfiguration | Extract<EditResult, { kind: 'gone' | 'read_only' | 'changed_meanwhile' }>> {
  const before = await lockConfiguration(tx, id)
  if (!before) return { kind: 'gone' }
  if (before.source === 'environment') return { kind: 'read_only' }
  return before.version === version ? before : { kind: 'changed_meanwhile', now: before }
}
