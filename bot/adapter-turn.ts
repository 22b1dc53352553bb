// A turn over botbuilder's TurnContext.
import { TeamsInfo, TurnContext, type Activity, type CloudAdapter, type TeamsChannelAccount } from 'botbuilder'
import { Secret } from '../keys/secret.js'
import type { Message } from '../text/message.js'
import { buttonUsed } from '../text/notes.js'
import { clientOf } from './connector.js'
import type { TeamsActivity } from './teams-activity.js'
import { toTeamsMessage } from './teams-message.js'
import type { Member, Turn } from './turn.js'

const CARD = 'application/vnd.microsoft.card.adaptive'
const TEXT = 'application/vnd.microsoft.activity.message'
const ROSTER_MS = 5_000
const PAGE = 500
const MEMBERS_AT_MOST = 5_000

/** `finish` answers a press that the turn left unanswered: one that Teams sent again. */
export function turnOf(
  adapter: CloudAdapter,
  context: TurnContext,
  activity: TeamsActivity,
): { readonly turn: Turn; readonly finish: () => Promise<void> } {
  const { credentials } = clientOf(adapter, context) // every send of this turn is one request, with a time limit
  const isExecute = activity.type === 'invoke' && activity.name === 'adaptiveCard/action'
  let answered = false

  const answer = async (type: string, value: unknown): Promise<void> => {
    if (!isExecute || answered) return
    answered = true
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { statusCode: 200, type, value } } })
  }
  const reply = async (message: Message): Promise<void> => {
    await context.sendActivity(toTeamsMessage(message))
  }
  const updateAt = async (id: string | null | undefined, message: Message): Promise<boolean> => {
    if (!id) return false
    const updated = {
      ...toTeamsMessage(message),
      id,
      conversation: context.activity.conversation,
      serviceUrl: activity.serviceUrl,
    }
    return context.updateActivity(updated).then(
      () => true,
      () => false, // deleted, or its client restarted
    )
  }

  const turn: Turn = {
    activity,
    reference: TurnContext.getConversationReference(context.activity),
    reply,
    // The answer changes the presser's view at once; the update changes the message for everyone, and for good.
    async replace(message) {
      const updated = await updateAt(activity.replyToId, message)
      if (isExecute) await (message.card ? answer(CARD, message.card) : answer(TEXT, message.text ?? message.summary))
      else if (!updated) await reply(message)
    },
    async update(activityId, message) {
      await updateAt(activityId, message)
    },
    tell: (message) => (isExecute ? answer(TEXT, message.summary) : reply(message)),
    async typing() {
      await context.sendActivity({ type: 'typing' }).catch(() => undefined)
    },
    member: () => findMember(context),
    members: () => inTime(listMembers(context)),
    async botToken() {
      const token = await credentials?.getToken?.()
      return token ? new Secret(token) : null
    },
  }
  return { turn, finish: () => answer(TEXT, buttonUsed().summary) }
}

function inTime<Result>(asking: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`The roster didn't answer in ${ROSTER_MS} ms.`)), ROSTER_MS).unref(),
  )
  return Promise.race([asking, late])
}

async function listMembers(context: TurnContext): Promise<Member[]> {
  const members: Member[] = []
  let from: string | undefined
  do {
    const page = await TeamsInfo.getPagedMembers(context, PAGE, from)
    members.push(...page.members.map(toMember))
    from = page.continuationToken || undefined
  } while (from !== undefined && members.length < MEMBERS_AT_MOST)
  return members
}

async function findMember(context: TurnContext): Promise<Member | null> {
  try {
    return toMember(await inTime(TeamsInfo.getMember(context, context.activity.from.id)))
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode === 404) return null
    throw error
  }
}

/** A guest has another organisation's account: the roster says so, or the name they sign in with does. */
function toMember(account: Partial<TeamsChannelAccount> & Partial<Activity['from']>): Member {
  const name = account.userPrincipalName ?? ''
  return {
    aadObjectId: account.aadObjectId ?? null,
    tenantId: account.tenantId ?? null,
    name: account.name ?? '',
    email: account.email || name,
    teamsUserId: account.id ?? null,
    isGuest: /^guest$/i.test(account.userRole ?? '') || /#EXT#/i.test(name),
  }
}
