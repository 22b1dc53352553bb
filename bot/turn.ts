// One Teams activity and the ways to answer it; the only thing the rest of bot/ knows of botbuilder.
import type { Secret } from '../keys/secret.js'
import type { Message } from '../text/message.js'
import type { TeamsActivity } from './teams-activity.js'

/** What Teams' roster says of a person. */
export interface Member {
  readonly aadObjectId: string | null
  readonly tenantId: string | null
  readonly name: string
  /** Their address, else the name they sign in with; empty where Teams says neither. */
  readonly email: string
  readonly isGuest: boolean
  /** `29:…`; null where Teams doesn't say. */
  readonly teamsUserId: string | null
}

export interface Turn {
  readonly activity: TeamsActivity
  /** botbuilder's ConversationReference, for messages later on. */
  readonly reference: object
  /** A new message in this conversation. */
  reply(message: Message): Promise<void>
  /** Puts a message where the card with the pressed button stands. */
  replace(message: Message): Promise<void>
  /** Puts a message where another of ours stands in this conversation; nothing happens where it is gone. */
  update(activityId: string, message: Message): Promise<void>
  /** Tells the presser only, where the client can; else it is a new message. */
  tell(message: Message): Promise<void>
  /** Shows that something is coming. Never throws. */
  typing(): Promise<void>
  /** The sender's entry in the roster; null where they are not in it. Throws where the roster doesn't answer. */
  member(): Promise<Member | null>
  /** Everybody in the conversation. Throws where the roster doesn't answer. */
  members(): Promise<Member[]>
  /** The bot's own token, for what Teams' connector keeps; null where nothing is signed. */
  botToken(): Promise<Secret | null>
}
