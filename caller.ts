// Who a run acts for.

/** A verified Teams user. Identity is the pair: the same object id in another tenant is another person. */
export interface Caller {
  readonly tenantId: string
  readonly aadObjectId: string
}

/** What cards say about a caller. Never used to decide what somebody may do. */
export interface CallerProfile {
  readonly name: string
  readonly email: string
  /** BCP 47, from the Teams activity: `en-US`. */
  readonly locale: string
  /** IANA, from the Teams activity: `Europe/Copenhagen`. */
  readonly timeZone: string
  /** Teams' own id of the user for this bot (`29:...`); a DM is opened with it. */
  readonly teamsUserId: string
}

/** Whether two callers are the same person in the same tenant. */
export function isSameCaller(one: Caller, other: Caller): boolean {
  return one.tenantId === other.tenantId && one.aadObjectId === other.aadObjectId
}
