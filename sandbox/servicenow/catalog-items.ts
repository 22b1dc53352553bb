// What can be requested in the instance's Service Catalog.
import { sysId, type User } from './accounts.js'

interface Variable {
  readonly name: string
  readonly label: string
  readonly isMandatory: boolean
  readonly choices?: readonly string[]
}

export interface CatalogItem {
  readonly sys_id: string
  readonly name: string
  readonly short_description: string
  /** Who may see and order it; everybody unless told. */
  readonly role?: 'itil'
  /** The key of the user who must approve it. */
  readonly approver?: string
  readonly variables: readonly Variable[]
}

export const catalogItems: readonly CatalogItem[] = [
  {
    ...{ sys_id: sysId('item', 1), name: 'Customer onboarding', short_description: 'Accounts and a kick-off for a new customer' },
    variables: [
      { name: 'customer', label: 'Customer', isMandatory: true },
      { name: 'owner', label: 'Owner', isMandatory: false },
    ],
  },
  {
    ...{ sys_id: sysId('item', 2), name: 'Laptop', short_description: 'A new laptop, ready to use', approver: 'bob' },
    variables: [
      { name: 'model', label: 'Model', isMandatory: true, choices: ['13 inch', '15 inch'] },
      { name: 'reason', label: 'Reason', isMandatory: true },
    ],
  },
  {
    ...{ sys_id: sysId('item', 3), name: 'Server room key', short_description: 'For a day', role: 'itil', approver: 'integration' },
    variables: [],
  },
]

/** Those that the user may see. */
export function itemsFor(user: User): CatalogItem[] {
  return catalogItems.filter(({ role }) => role === undefined || user.roles.includes(role))
}
