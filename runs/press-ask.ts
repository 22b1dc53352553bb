// An addressee's press: who may, decided by the rows as they are now, and what it comes to.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { addAddressee, findAddressee, listAddressees, notePassed, refusedPress, type Addressee, type NewAddressee } from './addressees.js'
import { answerAsk, lockAsk, notePressed, oweAskCards, type Ask } from './asks.js'
import { remindAddressee } from './asks-owed.js'
import type { SettledWait } from './types.js'

/** What an addressee's buttons are for; one nonce serves all of a card. */
export const askPurpose = (addressee: string): string => `ask:${addressee}`

type Refused =
  | { readonly kind: 'not_yours'; readonly owner: string }
  | { readonly kind: 'self' }
  /** Answered, passed on or ended before. */
  | { readonly kind: 'not_waiting' }

export type Pressed =
  | Refused
  /** Somebody's answer is being held against the app. */
  | { readonly kind: 'pending' }
  /** The card showed the record as it is no more. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'checking'; readonly runId: string; readonly option: string }
  | { readonly kind: 'answered'; readonly wait: SettledWait; readonly option: string; readonly stepKey: string }

interface Press {
  /** The row's id. */
  readonly addressee: string
  readonly caller: Caller
}

/** @param version of the facts that stood on the card */
export async function pressAnswer(
  tx: Transaction,
  keys: KeyRing,
  press: Press & { readonly option: number; readonly version: number; readonly comment: string },
): Promise<Pressed> {
  const opened = await openPress(tx, keys, press)
  if ('kind' in opened) return opened
  const { ask } = opened
  const option = ask.question.options[press.option]
  if (option === undefined) return { kind: 'not_waiting' }
  if (ask.pressedBy !== null) return { kind: 'pending' }
  if (press.version < ask.factsVersion) {
    await oweAskCards(tx, ask.waitId)
    return { kind: 'changed' }
  }
  const { waitId, runId, stepKey } = ask
  await notePressed(tx, keys, { waitId, addressee: press.addressee, option, comment: press.comment })
  if (ask.question.settledBy !== null) return { kind: 'checking', runId, option }
  await answerAsk(tx, { waitId, addressee: press.addressee, option, isOwn: false })
  return { kind: 'answered', wait: { waitId, runId, kind: 'person' }, option, stepKey }
}

export type PassedOn =
  | Refused
  | { readonly kind: 'pending' }
  /** The one they named is who asks, or is asked already. */
  | { readonly kind: 'not_them'; readonly why: 'asks' | 'asked' }
  | { readonly kind: 'passed'; readonly runId: string; readonly stepKey: string }

/** Moves the question to somebody else, who may answer instead. */
export async function passAsk(tx: Transaction, keys: KeyRing, press: Press & { readonly to: NewAddressee }): Promise<PassedOn> {
  const opened = await openPress(tx, keys, press)
  if ('kind' in opened) return opened
  const { ask, runCaller } = opened
  const { caller } = press.to
  if (ask.pressedBy !== null) return { kind: 'pending' }
  if (caller?.aadObjectId === runCaller.aadObjectId) return { kind: 'not_them', why: 'asks' }
  const others = await listAddressees(tx, ask.waitId)
  if (others.some((one) => one.caller?.aadObjectId === caller?.aadObjectId)) return { kind: 'not_them', why: 'asked' }
  const remindAt = remindAddressee({ from: new Date(), deadline: ask.deadlineAt, timeZone: press.to.timeZone })
  await addAddressee(tx, { waitId: ask.waitId, person: press.to, remindAt, passedFrom: press.addressee })
  await notePassed(tx, { id: press.addressee, to: press.to.name, isInApp: ask.question.settledBy !== null })
  return { kind: 'passed', runId: ask.runId, stepKey: ask.stepKey }
}

/** Whether the presser is the one whose run asks: they may not answer, whoever else was asked. */
export async function isOwnRequest(tx: Transaction, addressee: string, { tenantId, aadObjectId }: Caller): Promise<boolean> {
  const own = await tx.query(
    `select from addressees join asks on asks.wait_id = addressees.wait_id join runs on runs.id = asks.run_id
     where addressees.id = $1 and runs.tenant_id = $2 and runs.aad_object_id = $3`,
    [addressee, tenantId, aadObjectId],
  )
  return own.length > 0
}

async function openPress(
  tx: Transaction,
  keys: KeyRing,
  { addressee: id, caller }: Press,
): Promise<Refused | { readonly ask: Ask; readonly addressee: Addressee; readonly runCaller: Caller }> {
  const known = await findAddressee(tx, id)
  const ask = known && (await lockAsk(tx, keys, known.waitId))
  // Read again: who held the lock may have passed it on.
  const addressee = ask && (await findAddressee(tx, id))
  if (!ask || !addressee) return { kind: 'not_waiting' }
  const [runCaller] = await tx.query<Caller>(`select tenant_id as "tenantId", aad_object_id as "aadObjectId" from runs where id = $1`, [
    ask.runId,
  ])
  if (!runCaller) return { kind: 'not_waiting' }
  const refused = refusedPress(addressee, { presser: caller, runCaller })
  if (refused) return refused
  if (ask.outcome !== null || ask.remainingMs <= 0 || addressee.passedTo !== null) return { kind: 'not_waiting' }
  return { ask, addressee, runCaller }
}
