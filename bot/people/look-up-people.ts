// The people whom a message or a form names: looked up before anything is decided, and never in a replay.
import { findPeople } from '../../conversations/find-people.js'
import { describeError } from '../../log.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { Asker, BotDeps } from '../bot-deps.js'
import { matchCommand } from '../commands/match-command.js'
import { parseParameters } from '../commands/parse-parameters.js'
import { readMessageText } from '../commands/read-message-text.js'
import { isPress, readPress } from '../presses/read-press.js'
import { isPersonal, type TeamsActivity } from '../teams-activity.js'
import type { Turn } from '../turn.js'
import { namePerson, type Candidate, type Named } from './name-person.js'

export interface NamedPeople {
  /** By parameter. */
  readonly named: Readonly<Record<string, Named>>
  /** Whom a form can offer. */
  readonly offered: readonly Candidate[]
}

export const nobodyNamed: NamedPeople = { named: {}, offered: [] }
const OFFERED_AT_MOST = 25

/** Where a recipe asks for nobody, nothing is looked up. */
export async function lookUpPeople(deps: BotDeps, turn: Turn, asker: Asker): Promise<NamedPeople> {
  const asked = askedFor(deps, turn.activity)
  if (asked === null) return nobodyNamed
  const candidates = await candidatesFor(deps, turn, asker)
  const named = Object.entries(asked.typed).map(
    ([key, typed]) => [key, namePerson(typed, candidates, mentionedAs(turn.activity, typed))] as const,
  )
  // Teams' own picker finds everybody; the sandbox's client has none.
  return { named: Object.fromEntries(named), offered: deps.sandbox ? candidates.slice(0, OFFERED_AT_MOST) : [] }
}

/** The values that were typed for its people; null for a recipe that asks for none, and for anything else. */
function askedFor({ specs }: BotDeps, activity: TeamsActivity): { readonly typed: Readonly<Record<string, string>> } | null {
  if (!isPress(activity)) {
    const command = matchCommand(readMessageText(activity), specs)
    return command.kind === 'recipe' ? peopleIn(command.spec, parseParameters(command.rest, command.spec.params).values) : null
  }
  const pressed = readPress(activity)
  if (pressed?.press.press !== 'submitForm' && pressed?.press.press !== 'openForm') return null
  const { recipe } = pressed.press
  const spec = specs.find(({ name }) => name === recipe)
  return spec ? peopleIn(spec, pressed.fields) : null
}

function peopleIn({ params }: RecipeSpec, values: Readonly<Record<string, string>>): { readonly typed: Record<string, string> } | null {
  const keys = Object.entries(params).flatMap(([key, { kind }]) => (kind === 'person' ? [key] : []))
  if (keys.length === 0) return null
  const typed = keys.flatMap((key) => (Object.hasOwn(values, key) && values[key]?.trim() ? [[key, values[key].trim()] as const] : []))
  return { typed: Object.fromEntries(typed) }
}

/** The conversation's roster, less guests, and whoever has a chat with Workbot; each once. */
async function candidatesFor({ db, log, tenantId }: BotDeps, turn: Turn, { caller, profile }: Asker): Promise<Candidate[]> {
  const byId = new Map<string, Candidate>()
  const { aadObjectId } = caller
  byId.set(aadObjectId, { aadObjectId, name: profile.name, email: profile.email, teamsUserId: profile.teamsUserId })
  const members = isPersonal(turn.activity)
    ? []
    : await turn.members().catch((error: unknown) => {
        log.warn({ code: 'WB-BOT-008', err: describeError(error) }, "Teams' roster doesn't answer.")
        return []
      })
  for (const { aadObjectId: id, tenantId: theirs, name, email, isGuest, teamsUserId } of members) {
    if (id === null || isGuest || (theirs !== null && theirs.toLowerCase() !== tenantId.toLowerCase())) continue
    byId.set(id.toLowerCase(), { aadObjectId: id.toLowerCase(), name, email, teamsUserId: teamsUserId ?? '' })
  }
  for (const known of await findPeople(db, tenantId)) if (!byId.has(known.aadObjectId)) byId.set(known.aadObjectId, known)
  return [...byId.values()]
}

/** By the entities of the activity, which Teams made; what stands in its text is anybody's. */
function mentionedAs({ entities, recipient }: TeamsActivity, typed: string): string[] {
  return (entities ?? []).flatMap(({ type, text, mentioned }) => {
    if (type !== 'mention' || !mentioned || mentioned.id === recipient?.id) return []
    const name = readMessageText({ text: text ?? '', entities: null, recipient: null })
    return name !== '' && name.toLowerCase() === typed.replace(/^@/, '').toLowerCase() ? [mentioned.id] : []
  })
}
