// `POST /__sandbox`: what a test, or a person with curl, can do to a stand-in while it runs.
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { readBody } from '../listen.js'
import type { AccountControls } from './accounts.js'
import type { ApiAnswer } from './api-answer.js'
import { faultSchema, type Faults } from './faults.js'

const account = z.string()
const knobSchema = z.union([
  faultSchema,
  z.object({ kind: z.literal('revoke'), account }),
  z.object({ kind: z.literal('expire'), account }),
  z.object({ kind: z.literal('lock'), account, locked: z.boolean().default(true) }),
  z.object({ kind: z.literal('rotate'), on: z.boolean() }),
  z.object({ kind: z.literal('clear') }),
])

interface Knobs {
  readonly faults: Faults
  readonly accounts: AccountControls
  /** Null where the app has no choice in this. */
  readonly setRotation: ((on: boolean) => void) | null
}

/** JSON only: a page in somebody's browser can't send that here without asking first, and is refused when it asks. */
export async function turnKnob(request: IncomingMessage, { faults, accounts, setRotation }: Knobs): Promise<ApiAnswer> {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
    return { status: 415, body: { error: 'POST a JSON object.' } }
  const parsed = knobSchema.safeParse(JSON.parse(await readBody(request)))
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } }
  const { data: knob } = parsed
  if (knob.kind === 'revoke') await accounts.revokeAll(knob.account)
  else if (knob.kind === 'expire') await accounts.expire(knob.account)
  else if (knob.kind === 'lock') accounts.lockOut(knob.account, knob.locked)
  else if (knob.kind === 'clear') faults.clear()
  else if (knob.kind !== 'rotate') faults.add(knob)
  else if (setRotation) setRotation(knob.on)
  else return { status: 400, body: { error: 'This app has one rule for refresh tokens, and no switch for it.' } }
  return { status: 200, body: { done: knob.kind } }
}
