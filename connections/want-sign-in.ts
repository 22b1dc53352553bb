// A sign-in that a person asks for without a run: its request lives for three days of its own.
import { recordAudit } from '../audit/record.js'
import type { Caller, CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'
import { openSignInRequest } from './sign-in-requests.js'

/** Who asked, and where: what the card and the page say where no run does. */
export interface WantedBy {
  readonly profile: CallerProfile
  readonly conversationId: string
}

export interface WantedSignIn extends WantedBy {
  readonly caller: Caller
  readonly configurationId: string
  /** `other`: the app is to ask which account, though one is signed in there. */
  readonly account: 'any' | 'other'
}

/** Opens the request, or joins the one that runs wait for. Its card comes as a new message, from the sweep. */
export async function wantSignIn(
  tx: Transaction,
  { caller, configurationId, account, profile, conversationId }: WantedSignIn,
): Promise<{ readonly id: string }> {
  const request = await openSignInRequest(tx, { caller, configurationId })
  await tx.query(
    `update sign_in_requests set wanted_until = now() + interval '72 hours', wanted_by = $2, wants_other = $3, next_show_at = now(),
       card_conversation_id = null, card_activity_id = null where id = $1`,
    [request.id, JSON.stringify({ profile, conversationId }), account === 'other'],
  )
  await recordAudit(tx, { event: 'sign_in.wanted', caller, configurationId, detail: { requestId: request.id, account } })
  return request
}
