// Box's actions performed as somebody, against the stand-in over HTTP: what a step does, without Temporal and rows.
import { createAppRequest } from '../../../activities/app-request.js'
import { box } from '../../../apps/box/index.js'
import type { ActionCall } from '../../../apps/define-app.js'
import { createHttp } from '../../../http/guarded-fetch.js'
import { Secret } from '../../../keys/secret.js'
import { boxUsers } from '../../../sandbox/box/accounts.js'
import { downloadOrigin } from '../../../sandbox/box/files.js'
import type { BoxStandIn } from '../../../sandbox/box/index.js'
import { actionCall } from '../../support/action-call.js'
import { boxAs } from '../../support/box.js'

type Perform<Input, Output> = { perform(call: ActionCall, input: Input): Promise<Output> }

export interface Actor {
  /** A first try. */
  does<Input, Output>(action: Perform<Input, Output>, input: Input): Promise<Output>
  /** A try after one that may have been done; the same step. */
  doesAgain<Input, Output>(action: Perform<Input, Output>, input: Input): Promise<Output>
  /** Another step begins. @param startedAt now unless told */
  beginsStep(startedAt?: Date): void
}

/** @param account its key: `alice` */
export async function actAs(standIn: BoxStandIn, account: string): Promise<Actor> {
  const { token } = await boxAs(standIn, account)
  const user = boxUsers.find(({ key }) => key === account)
  const extraHosts = [standIn.url, downloadOrigin(standIn.url)].map((url) => new URL(url).host)
  const http = createHttp({ acceptsHost: (url) => box.oauth.acceptsHost(url), extraHosts })
  const session = { app: box, http, host: standIn.url, accessToken: new Secret(token), actionName: 'test' }
  let startedAt = new Date()
  let noted: Promise<unknown> | undefined
  const call = (isRetry: boolean): ActionCall =>
    actionCall({
      ...{ request: createAppRequest(session), startedAt, isRetry, host: standIn.url },
      accountKey: `${user?.enterprise?.id ?? 'private'}/${user?.id ?? ''}`,
      noteOnce: (read) => (noted ??= read()) as ReturnType<typeof read>,
    })
  return {
    does: (action, input) => action.perform(call(false), input),
    doesAgain: (action, input) => action.perform(call(true), input),
    beginsStep(at = new Date()) {
      startedAt = at
      noted = undefined
    },
  }
}
