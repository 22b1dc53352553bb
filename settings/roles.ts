// What somebody may do here besides using recipes, by the deployment's configuration.
import type { Caller } from '../caller.js'

/**
 * `admin`: everything on the pages but what callers entered. `author`: recipes and their settings. `operator`: reads settings, looks after
 * runs, connections and the audit, and reads what runs hold, there and in Temporal's UI. `member`: everybody of the tenant, for what is theirs.
 */
export type Role = 'admin' | 'author' | 'operator' | 'member'

export interface RolesConfig {
  readonly TENANT_ID: string
  /** Entra object ids, in small letters; the same holds for the other lists. */
  readonly ADMINS: readonly string[]
  readonly AUTHORS: readonly string[]
  readonly OPERATORS: readonly string[]
}

/** None: nobody of this deployment's tenant. An object id of another tenant is another person, whatever it says. */
export function rolesOf({ TENANT_ID, ADMINS, AUTHORS, OPERATORS }: RolesConfig, { tenantId, aadObjectId }: Caller): readonly Role[] {
  if (tenantId !== TENANT_ID) return []
  const lists = { admin: ADMINS, author: AUTHORS, operator: OPERATORS } as const
  const listed = (['admin', 'author', 'operator'] as const).filter((role) => lists[role].includes(aadObjectId))
  return [...listed, 'member']
}
