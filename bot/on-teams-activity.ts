// The turn: who asks, from where, and what answers them.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import { deliverAgain } from '../connections/show-again.js'
import { claimOnce } from '../conversations/claim-once.js'
import { cancelDeparture, noteDeparture } from '../conversations/departures.js'
import { learnConversation } from '../conversations/learn-conversation.js'
import { DatabaseUnavailable, type Transaction } from '../database.js'
import { describeError } from '../log.js'
import { deliverAsks } from '../runs/addressees.js'
import { oweUntold } from '../runs/untold.js'
import { noIdentity, ourSideDown } from '../text/notes.js'
import { decide, silence, type AfterCommit } from './after-commit.js'
import type { Asked, Asker, BotDeps } from './bot-deps.js'
import { onMessage } from './commands/on-message.js'
import { conversationFacts } from './conversation-facts.js'
import { nothingReceived, receiveFiles } from './files/receive-files.js'
import { greet, isAdded } from './first-contact.js'
import { callerOf, identifyAsker, timeZoneOf, type Identified } from './identify-asker.js'
import { lookUpPeople, nobodyNamed } from './people/look-up-people.js'
import { isPress } from './presses/read-press.js'
import { onPress } from './presses/on-press.js'
import { quietTurn } from './quiet-turn.js'
import { isPersonal, type TeamsActivity } from './teams-activity.js'
import type { Turn } from './turn.js'

/** Answers one Teams activity. Never throws: what fails on our side is said in words, and logged. */
export function createTurnHandler(deps: BotDeps): (turn: Turn) => Promise<void> {
  const { log } = deps
  return async (noisyTurn) => {
    const turn = quietTurn(noisyTurn, log)
    const { activity } = turn
    if (isBot(activity)) return
    try {
      await answer(deps, turn)
    } catch (error) {
      const code = error instanceof DatabaseUnavailable ? error.code : 'WB-BOT-006'
      log.error({ code, type: activity.type, err: describeError(error) }, 'A Teams activity could not be answered.')
      if (isAsking(activity)) await turn.tell(ourSideDown({ code }))
    }
  }
}

async function answer(deps: BotDeps, turn: Turn): Promise<void> {
  const { activity } = turn
  const identified = callerOf(activity, deps.tenantId)
  if ('message' in identified) {
    deps.log.warn({ code: 'WB-BOT-009', type: activity.type }, 'An activity of another tenant, or of nobody, was refused.')
    if (isAsking(activity)) await turn.tell(identified.message)
    return
  }
  const { caller } = identified
  if (!isAsking(activity)) {
    // Whoever adds Workbot may be asked something by their address already.
    const email = isAdded(activity) && isPersonal(activity) ? emailOf(await identifyAsker(deps, turn, caller)) : null
    return decide(deps.db, (tx) => notice(tx, deps, turn, { caller, email }))
  }
  const asker = await identifyAsker(deps, turn, caller)
  const brought = asker.kind === 'asker' ? await whatItBrings(deps, turn, asker) : { received: nothingReceived, people: nobodyNamed }
  await decide(deps.db, async (tx) => {
    if (!(await learn(tx, turn, { caller, email: emailOf(asker) }))) return () => turn.tell(noIdentity())
    if (!(await claimOnce(tx, { purpose: 'teamsActivity', key: [activity.conversation.id, activity.id], tenantId: caller.tenantId })))
      return silence
    if (asker.kind === 'asker') return react(tx, { deps, asker, activity, ...brought }, turn)
    await recordAudit(tx, { event: 'run.refused', caller, detail: { why: asker.why } })
    return () => turn.tell(asker.message)
  })
}

/** What takes a request to somebody else, and so comes before the transaction. */
async function whatItBrings(deps: BotDeps, turn: Turn, asker: Asker): Promise<Pick<Asked, 'received' | 'people'>> {
  const [received, people] = await Promise.all([receiveFiles(deps, turn, asker), lookUpPeople(deps, turn, asker)])
  return { received, people }
}

function react(tx: Transaction, asked: Asked, turn: Turn): Promise<AfterCommit> {
  return isPress(asked.activity) ? onPress(tx, asked, turn) : onMessage(tx, asked, turn)
}

/** An activity that asks for nothing still says where people can be reached. */
async function notice(tx: Transaction, { host }: BotDeps, turn: Turn, person: Sender): Promise<AfterCommit> {
  const { activity } = turn
  const { caller } = person
  if (activity.type === 'installationUpdate' && activity.action?.startsWith('remove')) {
    // From a team it says nothing of the person who removed it there.
    if (isPersonal(activity)) await noteDeparture(tx, { caller, why: 'uninstalled' })
    return silence
  }
  if (!(await learn(tx, turn, person))) return silence
  return isAdded(activity) ? greet(tx, turn, { tenantId: caller.tenantId, host }) : silence
}

/** False where the conversation is known as somebody else's. In the person's own chat, cards and results that couldn't be delivered can be now. */
async function learn(tx: Transaction, turn: Turn, { caller, email }: Sender): Promise<boolean> {
  const facts = conversationFacts(turn.activity, turn.reference, caller.tenantId)
  if (facts === null) return false
  const known = facts.kind === 'personal' ? { email: email ?? undefined, timeZone: timeZoneOf(turn.activity) ?? undefined } : {}
  if ((await learnConversation(tx, { ...facts, ...known })) === 'not_theirs') return false
  if (facts.kind === 'personal') await cancelDeparture(tx, caller)
  if (facts.kind === 'personal' || isAdded(turn.activity)) {
    await deliverAgain(tx, caller)
    await oweUntold(tx, caller)
  }
  if (facts.kind === 'personal') await deliverAsks(tx, { caller, email, teamsUserId: turn.activity.from.id })
  return true
}

/** Who sent it, and their address as the roster has it, lower-case; null where it wasn't asked or says none. */
interface Sender {
  readonly caller: Caller
  readonly email: string | null
}

const emailOf = (asker: Identified): string | null =>
  asker.kind === 'asker' && asker.profile.email !== '' ? asker.profile.email.toLowerCase() : null

/** A message or a button; in a channel or group a message that mentions the bot. */
function isAsking(activity: TeamsActivity): boolean {
  if (isPress(activity)) return true
  if (activity.type !== 'message') return false
  return (
    isPersonal(activity) ||
    (activity.entities ?? []).some(({ type, mentioned }) => type === 'mention' && mentioned?.id === activity.recipient?.id)
  )
}

function isBot({ from, recipient }: TeamsActivity): boolean {
  return from.role === 'bot' || from.id.startsWith('28:') || from.id === recipient?.id
}
