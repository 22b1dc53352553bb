// What a pressed button sent: which press, and what its form's fields hold.
import { z } from 'zod'
import { formInputId, type Press } from '../../text/press.js'
import type { TeamsActivity } from '../teams-activity.js'

const name = z.string().min(1).max(100)
const run = z.string().min(1).max(200)
const nonce = z.string().min(1).max(100)
const page = z.int().min(1).max(10_000)
const files = z.record(z.string(), z.string().max(100)).optional()
const schema = z.discriminatedUnion('press', [
  z.object({
    press: z.literal('cancelRun'),
    run,
    nonce,
    on: z.enum(['connections', 'status', 'cancel']).optional(),
    page: page.optional(),
  }),
  z.object({ press: z.literal('stillDo'), run, nonce, on: z.enum(['connections', 'status']).optional(), page: page.optional() }),
  z.object({ press: z.literal('declineSignIn'), run, nonce, request: z.uuid().optional() }),
  z.object({ press: z.enum(['runAgain', 'discardRun']), run, nonce }),
  z.object({ press: z.literal('answerProposal'), proposal: z.uuid(), answer: z.enum(['yes', 'no']) }),
  z.object({ press: z.literal('adminNote'), request: z.uuid() }),
  z.object({ press: z.literal('decideWrite'), question: z.uuid(), answer: z.enum(['check', 'again', 'skip']) }),
  z.object({
    ...{ press: z.literal('chooseRecord'), question: z.uuid() },
    choice: z.union([z.int().min(0).max(100), z.enum(['listed', 'none'])]),
  }),
  z.object({ press: z.literal('decideLine'), run, line: z.int().min(0).max(100), option: z.int().min(0).max(20) }),
  z.object({
    ...{ press: z.literal('answerAsk'), addressee: z.uuid(), nonce },
    ...{ option: z.int().min(0).max(20), version: z.int().min(1) },
  }),
  z.object({ press: z.literal('passAsk'), addressee: z.uuid(), nonce }),
  z.object({ press: z.literal('connections'), page, nonce }),
  z.object({ press: z.literal('connectApp'), configuration: name, account: z.enum(['any', 'other']), nonce }),
  z.object({ press: z.literal('askDisconnect'), connection: z.uuid(), nonce }),
  z.object({ press: z.enum(['disconnect', 'keepConnection']), connection: z.uuid(), nonce, list: run.optional() }),
  z.object({ press: z.literal('notMyAccount'), connection: z.uuid(), account: z.string().max(500), nonce }),
  z.object({ press: z.literal('openForm'), recipe: name }),
  z.object({ press: z.literal('submitForm'), recipe: name, nonce, chosen: z.record(z.string(), z.number()).optional(), files }),
  z.object({ press: z.literal('showWaiting'), run }),
  z.object({ press: z.literal('startAnother'), recipe: name, run, nonce }),
])
const LONGEST_FIELD = 10_000

export interface PressedButton {
  readonly press: Press
  /** What the card's fields hold, by parameter key. */
  readonly fields: Readonly<Record<string, string>>
}

/** Whether the activity is a button: Action.Execute comes as an invoke, its Action.Submit fallback as a message with a value. */
export function isPress(activity: TeamsActivity): boolean {
  if (activity.type === 'invoke') return activity.name === 'adaptiveCard/action'
  return activity.type === 'message' && typeof activity.value === 'object' && activity.value !== null
}

/** Null for a button that isn't one of ours, or of an older version. */
export function readPress(activity: TeamsActivity): PressedButton | null {
  const value = activity.value as { action?: { data?: unknown } } | null
  const data = activity.type === 'invoke' ? value?.action?.data : value
  const parsed = schema.safeParse(data)
  return parsed.success ? { press: parsed.data as Press, fields: fieldsOf(data as Record<string, unknown>) } : null
}

function fieldsOf(data: Readonly<Record<string, unknown>>): Record<string, string> {
  const prefix = formInputId('')
  const fields = Object.entries(data)
    .filter(([key, value]) => key.startsWith(prefix) && (typeof value === 'string' || typeof value === 'number'))
    .map(([key, value]) => [key.slice(prefix.length), String(value).slice(0, LONGEST_FIELD)] as const)
  return Object.fromEntries(fields)
}
