// Whose connection a run's identity in an app stands for.
import type { Caller } from '../caller.js'
import type { ConnectionOwner } from '../connections/access.js'
import type { AppIdentity } from '../runs/types.js'

/** With a personal identity there is no way to the shared connection. */
export function ownerOf(caller: Caller, { mode }: Pick<AppIdentity, 'mode'>): ConnectionOwner {
  return mode === 'personal' ? { kind: 'personal', caller } : { kind: 'shared', tenantId: caller.tenantId }
}
