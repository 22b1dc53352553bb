// Posts to Teams for bot and worker, and says what became of it.
import type { ConversationReference } from 'botbuilder'
import type { Caller, CallerProfile } from '../caller.js'
import { findConversation, findPersonalConversation, type Conversation } from '../conversations/find-conversation.js'
import { noteDeparture } from '../conversations/departures.js'
import { learnConversation } from '../conversations/learn-conversation.js'
import { markUnreachable } from '../conversations/mark-unreachable.js'
import type { Messenger } from '../conversations/messenger.js'
import type { Database } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { Logger } from '../log.js'
import { ConnectorFailure, type ConnectorAdapter } from './connector.js'
import { withRetries } from './connector-retries.js'
import { toTeamsMessage } from './teams-message.js'
import { watchedMessenger } from './watched-messenger.js'

interface MessengerDeps {
  readonly adapter: ConnectorAdapter
  readonly db: Database
  readonly log: Logger
}

/** Throws ConnectorFailure where trying again later may help. */
export function createMessenger(deps: MessengerDeps): Messenger {
  const { adapter } = deps
  return watchedMessenger({
    async post(conversationId, message) {
      const conversation = await known(deps, conversationId)
      const { reference } = conversation
      const activityId = await withRetries('once', () =>
        adapter.inConversation(reference, (turn) => turn.send(toTeamsMessage(message))),
      ).catch(nullWhere(403, 404))
      if (activityId !== null) return { kind: 'posted', activityId }
      await unreachable(deps, conversationId)
      await noteIfGone(deps, conversation)
      return { kind: 'unreachable' }
    },

    async update(conversationId, activityId, message) {
      const { reference } = await known(deps, conversationId)
      const update = () => adapter.inConversation(reference, (turn) => turn.update(activityId, toTeamsMessage(message)))
      try {
        await withRetries('repeatable', update)
        return 'updated'
      } catch (error) {
        if (statusOf(error) === 404) return 'gone'
        if (statusOf(error) !== 403) throw error
        await unreachable(deps, conversationId)
        return 'unreachable'
      }
    },

    async openPersonal(caller, via) {
      const stored = await findPersonalConversation(deps.db, caller)
      if (stored && stored.unreachableAt === null) return { kind: 'open', conversationId: stored.conversationId }
      return createPersonal(deps, caller, await known(deps, via))
    },
  })
}

async function createPersonal(
  { adapter, db, log }: MessengerDeps,
  caller: Caller & Pick<CallerProfile, 'teamsUserId' | 'name'>,
  { reference }: Conversation,
): ReturnType<Messenger['openPersonal']> {
  const { bot, channelId, serviceUrl } = reference as unknown as ConversationReference
  const { tenantId, aadObjectId, teamsUserId, name } = caller
  const conversationId = await withRetries('repeatable', () =>
    adapter.inConversation(reference, (turn) =>
      turn.createConversation({
        isGroup: false,
        bot,
        members: [{ id: teamsUserId, name }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      }),
    ),
  ).catch(nullWhere(403, 404))
  if (conversationId === null) {
    log.info({ code: 'WB-TEAMS-002' }, 'Teams opens no chat with this person: Workbot is not installed for them.')
    return { kind: 'unreachable' }
  }
  const conversation = { id: conversationId, conversationType: 'personal', isGroup: false, tenantId, name: '' }
  const personal = { bot, channelId, serviceUrl, user: { id: teamsUserId, name, aadObjectId }, conversation }
  const learnt = await learnConversation(db, { conversationId, tenantId, kind: 'personal', aadObjectId, name: null, reference: personal })
  if (learnt === 'learnt') return { kind: 'open', conversationId }
  log.warn({ code: 'WB-TEAMS-005', conversationId }, "Teams answered with a chat that is known as somebody else's; nothing was sent there.")
  return { kind: 'unreachable' }
}

async function known({ db }: MessengerDeps, conversationId: string): Promise<Conversation> {
  const conversation = await findConversation(db, conversationId)
  if (conversation) return conversation
  throw new WorkbotError('WB-TEAMS-003', 'There is no reference of this conversation to post to.')
}

async function unreachable({ db, log }: MessengerDeps, conversationId: string): Promise<void> {
  log.info({ code: 'WB-TEAMS-002', conversationId }, 'Teams refuses messages to this conversation: Workbot was removed or blocked.')
  await markUnreachable(db, conversationId)
}

/** Where a person's own chat can't be reached, Teams says whether they are still there. No answer is no departure. */
async function noteIfGone({ adapter, db }: MessengerDeps, { aadObjectId, tenantId, reference }: Conversation): Promise<void> {
  const { user } = reference as Partial<ConversationReference>
  if (aadObjectId === null || !user) return
  const isThere = await adapter.inConversation(reference, (turn) => turn.hasMember(user.id)).catch(() => true)
  if (!isThere) await noteDeparture(db, { caller: { tenantId, aadObjectId }, why: 'not_in_roster' })
}

function nullWhere(...statuses: readonly number[]): (error: unknown) => null {
  return (error) => {
    if (statuses.includes(statusOf(error) ?? 0)) return null
    throw error
  }
}

function statusOf(error: unknown): number | null {
  return error instanceof ConnectorFailure ? error.status : null
}
