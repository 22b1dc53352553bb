// The people of the sandbox, the same in Teams, Entra and Salesforce, and the tenant they belong to.

/** The sandbox's Entra tenant. */
export const SANDBOX_TENANT = 'b7f0d3c2-5a41-4c8e-9d26-3f1e8a7c6b50'

/** Somebody with a Teams client and an Entra account. */
export interface SandboxPerson {
  /** How the stand-ins' login pages and `addresses.json` name them. */
  readonly key: string
  readonly name: string
  readonly email: string
  readonly aadObjectId: string
  readonly teamsUserId: string
  /** Only where it isn't the sandbox's own tenant. */
  readonly tenantId?: string
}

export const alice: SandboxPerson = {
  key: 'alice',
  name: 'Alice Jensen',
  email: 'alice@contoso-sales.example',
  aadObjectId: '5f3a1c9e-27d4-4b06-8e1f-0a9c6d4e2b71',
  teamsUserId: '29:alice-jensen',
}

export const bob: SandboxPerson = {
  key: 'bob',
  name: 'Bob Olsen',
  email: 'bob@contoso-sales.example',
  aadObjectId: 'c8e2b740-63f5-4d19-a7b3-91d05e8f3c42',
  teamsUserId: '29:bob-olsen',
}

export const sandboxPeople: readonly SandboxPerson[] = [alice, bob]
