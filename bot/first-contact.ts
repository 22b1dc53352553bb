// Workbot was added somewhere: it introduces itself once.
import { claimOnce } from '../conversations/claim-once.js'
import type { Transaction } from '../database.js'
import { firstContact, type Host } from '../text/cards/first-contact.js'
import { silence, type AfterCommit } from './after-commit.js'
import { isPersonal, type TeamsActivity } from './teams-activity.js'
import type { Turn } from './turn.js'

/** Whether the activity says that the bot itself was added; Teams says so in two ways, and each more than once. */
export function isAdded({ type, action, membersAdded, recipient }: TeamsActivity): boolean {
  if (type === 'installationUpdate') return action?.startsWith('add') ?? false
  return type === 'conversationUpdate' && (membersAdded ?? []).some(({ id }) => id === recipient?.id)
}

export async function greet(tx: Transaction, turn: Turn, { tenantId, host }: { tenantId: string; host: Host }): Promise<AfterCommit> {
  const { activity } = turn
  const [conversation = ''] = activity.conversation.id.split(';')
  if (!(await claimOnce(tx, { purpose: 'firstContact', key: [conversation], tenantId }))) return silence
  const model = isPersonal(activity) ? ({ in: 'personal' } as const) : ({ in: 'team', addedBy: activity.from.name || null } as const)
  return () => turn.reply(firstContact({ ...model, host }))
}
