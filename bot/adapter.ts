// botbuilder's adapter, taken apart: proof of the sender first, then the turn.
import { CloudAdapter, type Activity, type ConfigurationBotFrameworkAuthentication, type InvokeResponse } from 'botbuilder'
import { turnOf } from './adapter-turn.js'
import type { TeamsActivity } from './teams-activity.js'
import type { Turn } from './turn.js'

/** botbuilder's answer to the question who sent an activity. */
export type Proof = Awaited<ReturnType<InstanceType<typeof ConfigurationBotFrameworkAuthentication>['authenticateRequest']>>

/** Receives Teams activities. Its own `process` isn't used: it answers 500 to bad signatures, and `{}` ends the process. */
export class Adapter extends CloudAdapter {
  /** @throws where the token isn't the Bot Connector's for this bot and this activity's serviceUrl, whatever the reason */
  async prove(activity: TeamsActivity, authorization: string): Promise<Proof> {
    return this.botFrameworkAuthentication.authenticateRequest(asBotbuilders(activity), authorization)
  }

  /** Runs the turn; gives what an invoke is to be answered with. */
  async receive(proof: Proof, activity: TeamsActivity, onTurn: (turn: Turn) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(proof, asBotbuilders(activity), async (context) => {
      const { turn, finish } = turnOf(this, context, activity)
      await onTurn(turn)
      await finish()
    })
  }
}

/** The same JSON under botbuilder's type. Replies are never buffered for the answer: a card must stand in Teams when the run starts. */
function asBotbuilders(activity: TeamsActivity): Activity {
  return { ...activity, deliveryMode: undefined } as unknown as Activity
}
