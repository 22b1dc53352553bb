// The peer's workflow, in bare Temporal: wait for the signal where it is told to, create the opportunity, finish.
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from './activities.js'

export interface PeerInput {
  readonly runId: string
  /** Asks for a sign-in first and waits for the signal. */
  readonly waits: boolean
  readonly name: string
  readonly amount: number
  readonly stage: string
}

export const signedIn = defineSignal('signedIn')

const { askToSignIn, createOpportunity, finish } = proxyActivities<Activities>({ startToCloseTimeout: '20s' })

export async function peerRun(input: PeerInput): Promise<string> {
  let woken = false
  setHandler(signedIn, () => {
    woken = true
  })
  if (input.waits) {
    await askToSignIn(input)
    await condition(() => woken, '72 hours')
  }
  const opportunity = await createOpportunity(input)
  await finish(input, opportunity)
  return opportunity.id
}
