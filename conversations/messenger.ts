// The port by which activities post to Teams; bot/messenger.ts implements it over botbuilder.
import type { Caller, CallerProfile } from '../caller.js'
import type { Message } from '../text/message.js'

/** What became of a message. `unreachable`: Teams answered 403 or 404, the bot isn't installed or was blocked; an outcome, not a retry. */
export type Delivery = { readonly kind: 'posted'; readonly activityId: string } | { readonly kind: 'unreachable' }

/** Posts and updates messages. Throws where trying again may help (429, 5xx, lost connections). */
export interface Messenger {
  post(conversationId: string, message: Message): Promise<Delivery>
  /** `gone`: the message was deleted or its client restarted; send a new one. */
  update(conversationId: string, activityId: string, message: Message): Promise<'updated' | 'gone' | 'unreachable'>
  /** The caller's own chat with the bot, opened where Teams allows it. `via`: a conversation both are in. Learns the reference. */
  openPersonal(
    caller: Caller & Pick<CallerProfile, 'teamsUserId' | 'name'>,
    via: string,
  ): Promise<{ kind: 'open'; conversationId: string } | { kind: 'unreachable' }>
}
