// Who has an account at the stand-in for Box, and in which enterprise.

export interface Enterprise {
  readonly id: string
  readonly name: string
}

export interface User {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly login: string
  /** Null: a private account. */
  readonly enterprise: Enterprise | null
  /** Bytes. */
  readonly spaceUsed: number
}

export const contoso: Enterprise = { id: '482910', name: 'Contoso Sales' }
export const fabrikam: Enterprise = { id: '771203', name: 'Fabrikam' }

export const boxUsers: readonly User[] = [
  { key: 'alice', id: '23816401', name: 'Alice Jensen', login: 'alice@contoso-sales.example', enterprise: contoso, spaceUsed: 2_377_016 },
  { key: 'bob', id: '23816402', name: 'Bob Olsen', login: 'bob@contoso-sales.example', enterprise: contoso, spaceUsed: 81_920 },
  { key: 'integration', id: '23816403', name: 'Workbot', login: 'integration@contoso-sales.example', enterprise: contoso, spaceUsed: 0 },
  { key: 'alice-fabrikam', id: '90114477', name: 'Alice Jensen', login: 'alice@fabrikam.example', enterprise: fabrikam, spaceUsed: 12 },
  { key: 'alice-private', id: '11002233', name: 'Alice Jensen', login: 'alice@home.example', enterprise: null, spaceUsed: 904 },
]
