// ServiceNow's actions over HTTP against the stand-in, as any of its users; a write keeps its note from one try to the next.
import { createAppRequest } from '../../../../activities/app-request.js'
import type { ActionCall } from '../../../../apps/define-app.js'
import { apps } from '../../../../apps/index.js'
import { createHttp } from '../../../../http/guarded-fetch.js'
import { Secret } from '../../../../keys/secret.js'
import { serviceNowUsers } from '../../../../sandbox/servicenow/accounts.js'
import { startServiceNow, type ServiceNowStandIn } from '../../../../sandbox/servicenow/index.js'
import { oauthPaths } from '../../../../sandbox/servicenow/oauth.js'
import { actionCall } from '../../../support/action-call.js'
import { signInRaw, standInOptions } from '../../../support/oauth-app.js'

export interface Acting {
  readonly standIn: ServiceNowStandIn
  /** What one step is called with; the same object at each of its tries. */
  as(account: string, more?: Partial<ActionCall>): Promise<ActionCall>
  close(): Promise<void>
}

export async function startActing(options: Partial<Parameters<typeof startServiceNow>[0]> = {}): Promise<Acting> {
  const standIn = await startServiceNow({ ...standInOptions, ...options })
  const http = createHttp({ acceptsHost: () => false, extraHosts: [new URL(standIn.url).host] })
  const tokens = new Map<string, Secret>()
  let writes = 0

  const tokenOf = async (account: string): Promise<Secret> => {
    const { json } = await signInRaw(standIn, oauthPaths, { account, scope: 'useraccount' })
    const token = tokens.get(account) ?? new Secret(String(json?.access_token))
    tokens.set(account, token)
    return token
  }

  return {
    standIn,
    async as(account, more = {}) {
      const accessToken = tokens.get(account) ?? (await tokenOf(account))
      const user = serviceNowUsers.find(({ key }) => key === account)
      const request = createAppRequest({ app: apps.servicenow, http, host: standIn.url, accessToken, actionName: 'test' })
      let note: Promise<unknown> | undefined
      return actionCall({
        ...{ request, host: standIn.url, accountKey: `${new URL(standIn.url).host}/${user?.sys_id ?? ''}` },
        effectKey: (++writes).toString(16).padStart(32, '0'),
        noteOnce: async <Note>(read: () => Promise<Note>) => (await (note ??= read())) as Note,
        ...more,
      })
    },
    close: () => standIn.close(),
  }
}
