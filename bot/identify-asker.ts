// Who sent a Teams activity, and whether this deployment works for them.
import { guestsCant, noIdentity, otherTenant, ourSideDown } from '../text/notes.js'
import type { Message } from '../text/message.js'
import type { Asker, BotDeps } from './bot-deps.js'
import { tenantOf, type TeamsActivity } from './teams-activity.js'
import type { Member, Turn } from './turn.js'

export type Refusal = 'guest' | 'not_in_roster' | 'roster_silent' | 'other_identity'
export type Identified =
  ({ readonly kind: 'asker' } & Asker) | { readonly kind: 'refused'; readonly why: Refusal; readonly message: Message }

/** The pair that is the sender's identity; a message where the sender isn't ours or isn't known. */
export function callerOf(activity: TeamsActivity, tenantId: string): { readonly caller: Asker['caller'] } | { readonly message: Message } {
  if (tenantOf(activity)?.toLowerCase() !== tenantId.toLowerCase()) return { message: otherTenant() }
  const aadObjectId = activity.from.aadObjectId?.toLowerCase()
  return aadObjectId ? { caller: { tenantId, aadObjectId } } : { message: noIdentity() }
}

/**
 * Looks the sender up. Where the roster is silent nothing is started: who might be a guest must not act, and nothing is lost by
 * asking again in a minute.
 */
export async function identifyAsker({ roster }: BotDeps, turn: Turn, caller: Asker['caller']): Promise<Identified> {
  const looked = await roster.find(turn, caller)
  if (looked.kind === 'silent') return { kind: 'refused', why: 'roster_silent', message: ourSideDown({ code: 'WB-BOT-008' }) }
  if (looked.kind === 'absent') return { kind: 'refused', why: 'not_in_roster', message: noIdentity() }
  const { member } = looked
  if (member.isGuest || isOfAnotherTenant(member, caller.tenantId)) return { kind: 'refused', why: 'guest', message: guestsCant() }
  if (member.aadObjectId !== null && member.aadObjectId.toLowerCase() !== caller.aadObjectId)
    return { kind: 'refused', why: 'other_identity', message: noIdentity() }
  return { kind: 'asker', caller, profile: profileOf(turn.activity, member) }
}

function isOfAnotherTenant({ tenantId }: Member, ours: string): boolean {
  return tenantId !== null && tenantId !== '' && tenantId.toLowerCase() !== ours.toLowerCase()
}

function profileOf({ from, locale, localTimezone, entities }: TeamsActivity, member: Member): Asker['profile'] {
  return {
    name: member.name || from.name || 'You',
    email: member.email,
    locale: locale || 'en-US',
    timeZone: timeZoneOf({ localTimezone, entities }) ?? 'UTC',
    teamsUserId: from.id,
  }
}

/** IANA; null where Teams doesn't say it. */
export function timeZoneOf({ localTimezone, entities }: Pick<TeamsActivity, 'localTimezone' | 'entities'>): string | null {
  return localTimezone || entities?.find(({ timezone }) => timezone)?.timezone || null
}
