// What a Teams activity says of its conversation.
import type { ConversationFacts } from '../conversations/learn-conversation.js'
import { isPersonal, type TeamsActivity } from './teams-activity.js'

/** Null for a personal chat of which it isn't known whose it is. What isn't surely personal counts as a group: no link goes there. */
export function conversationFacts(activity: TeamsActivity, reference: object, tenantId: string): ConversationFacts | null {
  const aadObjectId = isPersonal(activity) ? (activity.from.aadObjectId?.toLowerCase() ?? null) : null
  if (isPersonal(activity) && aadObjectId === null) return null
  const { id, name } = activity.conversation
  return {
    conversationId: id,
    tenantId,
    kind: isPersonal(activity) ? 'personal' : activity.conversation.conversationType === 'channel' ? 'channel' : 'group',
    aadObjectId,
    name: (isPersonal(activity) ? null : (activity.channelData?.channel?.name ?? name ?? activity.channelData?.team?.name)) || null,
    reference,
  }
}
