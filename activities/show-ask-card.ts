// Shows one addressee the question that a run asks: posted in their own chat, then edited in place.
import { apps, type AppId } from '../apps/index.js'
import { claimOnce } from '../conversations/claim-once.js'
import { issueNonce } from '../conversations/nonces.js'
import { findAddressee, listAddressees, type Addressee } from '../runs/addressees.js'
import { askCardShown, askCardUndelivered, claimAskCard, type AskCardToShow } from '../runs/ask-cards.js'
import { findAskOfWait, type Ask } from '../runs/asks.js'
import { askPurpose } from '../runs/press-ask.js'
import { listEffects } from '../runs/effects.js'
import { findRun } from '../runs/find-run.js'
import type { Run } from '../runs/types.js'
import { cantReachYet } from '../text/ask-notes.js'
import { askCard, type AskEnding } from '../text/cards/ask-card.js'
import type { Message } from '../text/message.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'

export type AskCardDeps = Pick<ActivityDeps, 'db' | 'keys' | 'messenger' | 'sandbox'>

interface Shown {
  readonly card: AskCardToShow
  readonly addressee: Addressee
  readonly ask: Ask
  readonly run: Run
}

/** Shows what is owed of the card, if anything. At least once: a copy does no harm, its buttons address rows. */
export async function showAskCard(deps: AskCardDeps, id: string): Promise<void> {
  const card = await claimAskCard(deps.db, id)
  if (!card) return
  const shown = await find(deps, card)
  // Over before it was ever shown: nothing to ask and nothing to edit.
  if (!shown || (card.activityId === null && isOver(shown))) {
    await askCardShown(deps.db, card)
    return
  }
  if (!(await place(deps, shown))) await undelivered(deps, shown)
}

async function find({ db, keys }: AskCardDeps, card: AskCardToShow): Promise<Shown | null> {
  const [addressee, ask] = await Promise.all([findAddressee(db, card.id), findAskOfWait(db, keys, card.waitId)])
  const run = ask && (await findRun(db, keys, ask.runId))
  return addressee && run ? { card, addressee, ask, run } : null
}

const isOver = ({ ask, addressee }: Shown): boolean => ask.outcome !== null || addressee.passedTo !== null

/** @returns false where no chat with them is possible now */
async function place(deps: AskCardDeps, shown: Shown): Promise<boolean> {
  const { db, messenger } = deps
  const { card, addressee, run } = shown
  if (addressee.caller === null) return false
  const message = await render(deps, shown)
  if (card.conversationId !== null && card.activityId !== null) {
    if ((await messenger.update(card.conversationId, card.activityId, message)) === 'updated') {
      await askCardShown(db, card)
      return true
    }
    if (isOver(shown)) {
      await askCardShown(db, card)
      return true
    }
  }
  const { name, teamsUserId } = addressee
  const chat = await messenger.openPersonal({ ...addressee.caller, name, teamsUserId }, run.conversationId)
  if (chat.kind === 'unreachable') return false
  const delivery = await messenger.post(chat.conversationId, message)
  if (delivery.kind !== 'posted') return false
  await askCardShown(db, { ...card, conversationId: chat.conversationId, activityId: delivery.activityId })
  return true
}

/** It waits for them to add Workbot; whoever asks is told, once. */
async function undelivered({ db, messenger }: AskCardDeps, { addressee, ask, run }: Shown): Promise<void> {
  await askCardUndelivered(db, addressee.id)
  if (!(await claimOnce(db, { purpose: 'cantReach', key: [addressee.id], tenantId: run.caller.tenantId }))) return
  const chat = await messenger.openPersonal({ ...run.caller, ...run.profile }, run.conversationId)
  await messenger.post(
    chat.kind === 'open' ? chat.conversationId : run.conversationId,
    cantReachYet({ who: addressee.name, deadlineAt: ask.deadlineAt }),
  )
}

async function render({ db, keys, sandbox }: AskCardDeps, { addressee, ask, run }: Shown): Promise<Message> {
  const { id, caller, passedBy } = addressee
  const { question, record } = ask
  const ending = await endingOf({ db, keys }, { addressee, ask })
  const spec = recipeSpecs.find(({ name }) => name === run.recipe)
  const app = question.settledBy?.app
  return askCard({
    ...{ id, ending, passedBy, version: ask.factsVersion, facts: question.facts, changes: record?.changes ?? [] },
    nonce: ending === null && caller ? await issueNonce(db, { purpose: askPurpose(id), caller }) : '',
    title: spec ? recipeTitle(spec) : run.recipe,
    ...{ question: question.question, options: question.options, url: question.url },
    asker: run.profile.name,
    // Teams' own; the sandbox's client has none.
    hasPicker: !sandbox,
    ...{ askedAt: ask.askedAt, deadlineAt: ask.deadlineAt, runId: run.id },
    app: app !== undefined && app in apps ? apps[app as AppId].name : null,
    // Whoever asks and whoever is asked are of one organisation; what their own clients show, Teams doesn't say before they write.
    locale: run.profile.locale,
  })
}

async function endingOf(
  { db, keys }: Pick<AskCardDeps, 'db' | 'keys'>,
  { addressee, ask }: Pick<Shown, 'addressee' | 'ask'>,
): Promise<AskEnding | null> {
  const at = ask.outcomeAt ?? new Date()
  if (ask.outcome === null)
    return addressee.passedTo === null ? null : { kind: 'passed', to: addressee.passedTo, inApp: addressee.moveState }
  switch (ask.outcome) {
    case 'answered': {
      const isOwn = ask.answeredBy === addressee.id
      const by = isOwn ? null : ((await listAddressees(db, ask.waitId)).find(({ id }) => id === ask.answeredBy)?.name ?? '')
      const effect = (await listEffects(db, keys, ask.runId)).find(({ signer, finished }) => signer === ask.waitId && finished)
      return { kind: 'answered', option: ask.answer ?? '', by, at, account: effect?.appAccount ?? null }
    }
    case 'settled': {
      const { how = '', by = null, at: settledAt = null } = ask.settled ?? {}
      return { kind: 'settled', how, by, at: settledAt === null ? null : new Date(settledAt) }
    }
    case 'cancelled':
      return { kind: 'withdrawn' }
    default:
      return { kind: 'expired' }
  }
}
