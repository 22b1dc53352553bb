// Where a run's command was typed, as a link into Teams; a person's own chat with Workbot can be opened by that person alone.
import type { RunFacts } from '../../../runs/story-of-run.js'

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams; null: there is none for others */
export function teamsLink({ conversation, caller }: Pick<RunFacts, 'conversation' | 'caller'>): string | null {
  const [place = '', , rooted] = conversation.id.split(/;(messageid)=/)
  const message = rooted ?? conversation.replyToId
  if (conversation.kind === 'personal' || !place.startsWith('19:')) return null
  const chat = encodeURIComponent(place)
  const base = 'https://teams.microsoft.com/l'
  if (conversation.kind === 'channel') {
    if (message === null) return `${base}/channel/${chat}/conversation?tenantId=${caller.tenantId}`
    const id = encodeURIComponent(message)
    return `${base}/message/${chat}/${id}?tenantId=${caller.tenantId}&parentMessageId=${id}`
  }
  if (message === null) return `${base}/chat/${chat}/conversations`
  return `${base}/message/${chat}/${encodeURIComponent(message)}?context=${encodeURIComponent('{"contextType":"chat"}')}`
}
