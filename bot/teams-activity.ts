// The shape a Teams activity must have before anything of it is used; the rest of bot/ sees only this type.
import { z } from 'zod'

const id = z.string().min(1).max(1_000)
const short = z.string().max(1_000)
const account = z.looseObject({ id, name: short.nullish(), aadObjectId: short.nullish(), role: short.nullish() })
/** A mention, or a clientInfo with the time zone. */
const entity = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  timezone: z.string().max(100).nullish().catch(null),
  mentioned: z.looseObject({ id: z.string() }).nullish().catch(null),
})

const attachment = z.looseObject({
  contentType: short,
  contentUrl: z.string().max(8_000).nullish().catch(null),
  name: short.nullish().catch(null),
  content: z.unknown().optional(),
})

const schema = z.looseObject({
  type: id,
  id,
  channelId: z.literal('msteams'),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2_000),
  conversation: z.looseObject({
    id,
    conversationType: short.nullish(),
    tenantId: short.nullish(),
    name: short.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  from: account,
  recipient: z.looseObject({ id: z.string().max(1_000), name: short.nullish() }).nullish(),
  text: z.string().max(50_000).nullish(),
  name: short.nullish(),
  action: short.nullish(),
  value: z.unknown().optional(),
  entities: z.array(entity).max(200).nullish().catch(null),
  attachments: z.array(attachment).max(100).nullish().catch(null),
  locale: z.string().max(50).nullish(),
  localTimezone: z.string().max(100).nullish(),
  replyToId: short.nullish(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).nullish(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: short.nullish() }).nullish(),
      team: z.looseObject({ name: short.nullish() }).nullish(),
      channel: z.looseObject({ name: short.nullish() }).nullish(),
    })
    .nullish(),
})

/** What Teams sent. `action` is installationUpdate's `add` or `remove`; `value` is what a card's button sent. */
export type TeamsActivity = z.infer<typeof schema>

export type ReadTeamsActivity =
  | { readonly kind: 'activity'; readonly activity: TeamsActivity }
  /** `sentence` names the first part at fault; it repeats nothing of the body. */
  | { readonly kind: 'malformed'; readonly sentence: string }

/** Checks a request body against the shape of a Teams activity. botbuilder ends the process on bodies that this refuses (`{}`, `[]`). */
export function readTeamsActivity(body: unknown): ReadTeamsActivity {
  const result = schema.safeParse(body)
  if (result.success) return { kind: 'activity', activity: result.data }
  const path = result.error.issues[0]?.path.join('.') ?? ''
  return { kind: 'malformed', sentence: `This isn't a Teams activity: ${path === '' ? 'its body' : `"${path}"`} is missing or wrong.` }
}

/** The tenant that the activity comes from. It stands in either place; null where it stands in none, or they differ. */
export function tenantOf(activity: TeamsActivity): string | null {
  const [one, other] = [activity.conversation.tenantId, activity.channelData?.tenant?.id].map((id) => id?.toLowerCase())
  return one && other && one !== other ? null : (one ?? other ?? null)
}

/** Whether the conversation is the person's own chat with the bot. */
export function isPersonal(activity: TeamsActivity): boolean {
  return activity.conversation.conversationType === 'personal'
}
