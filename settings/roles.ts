// What somebody may do here besides using recipes, by the deployment's configuration.
import type { Caller } from '../caller.js'

/** `operator`: reads what runs hold, in Temporal's UI. `member`: everybody else of the tenant. */
export type Role = 'operator' | 'member'

export interface RolesConfig {
  readonly TENANT_ID: string
  /** Entra object ids, in small letters. */
  readonly OPERATORS: readonly string[]
}

/** Null: nobody of this deployment's tenant. An object id of another tenant is another person, whatever it says. */
export function roleOf({ TENANT_ID, OPERATORS }: RolesConfig, { tenantId, aadObjectId }: Caller): Role | null {
  if (tenantId !== TENANT_ID) return null
  return OPERATORS.includes(aadObjectId) ? 'operator' : 'member'
}
