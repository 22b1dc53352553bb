// What ServiceNow's profile does besides the contract: two ways to learn whose token it is, and two to end one.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AppAccount } from '../../apps/define-app.js'
import { servicenow } from '../../apps/servicenow/index.js'
import { endWithoutClient } from '../../connections/end-without-client.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { Secret } from '../../keys/secret.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { serviceNowUsers } from '../../sandbox/servicenow/accounts.js'
import { startServiceNow } from '../../sandbox/servicenow/index.js'
import { oauthPaths, REVOCATION_PATH } from '../../sandbox/servicenow/oauth.js'
import { signInRaw, standInOptions } from '../support/oauth-app.js'

let standIn: OAuthAppStandIn
beforeAll(async () => {
  standIn = await startServiceNow(standInOptions)
})
afterEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

const httpOf = ({ url }: OAuthAppStandIn) => createHttp({ acceptsHost: () => false, extraHosts: [new URL(url).host] })
const tokenOf = async (account: string): Promise<Secret> => {
  const { json } = await signInRaw(standIn, oauthPaths, { account, scope: 'useraccount' })
  return new Secret(String(json?.access_token))
}
const lookUp = async (account: string): Promise<AppAccount> =>
  servicenow.oauth.lookUpAccount({ http: httpOf(standIn), baseUrl: standIn.url, accessToken: await tokenOf(account), response: {} })
const sysIdOf = (account: string): string => serviceNowUsers.find(({ key }) => key === account)?.sys_id ?? ''

describe('whose token it is', () => {
  it.each(['alice', 'bob', 'dana'])('is right for %s, whatever the instance lets a user read', async (account) => {
    expect((await lookUp(account)).key).toBe(`${new URL(standIn.url).host}/${sysIdOf(account)}`)
  })

  it('is asked in the other way where the table gives more than one row', async () => {
    const rows = serviceNowUsers.map(({ sys_id, user_name }) => ({ sys_id, user_name }))
    standIn.addFault({ kind: 'status', status: 400, path: '/api/now/table/sys_user' })
    expect((await lookUp('alice')).name).toBe('alice.jensen')
    const [first] = rows
    const asked: string[] = []
    const account = await servicenow.oauth.lookUpAccount({
      baseUrl: 'https://contoso.service-now.com',
      accessToken: new Secret('any'),
      response: {},
      http: ({ url }) => {
        asked.push(url.pathname)
        const current = { user_sys_id: sysIdOf('bob'), user_name: 'bob.olsen' }
        const body = JSON.stringify({ result: url.pathname.includes('/table/') ? rows : current })
        return Promise.resolve({ status: 200, headers: new Headers(), body })
      },
    })
    expect(asked).toEqual(['/api/now/table/sys_user', '/api/now/ui/user/current_user'])
    expect([account.key, first?.sys_id]).toEqual([`contoso.service-now.com/${sysIdOf('bob')}`, sysIdOf('alice')])
  })
})

describe('the end of a token', () => {
  const end = (token: Secret) =>
    endWithoutClient({ app: servicenow, configuration: { baseUrl: standIn.url } as never, http: httpOf(standIn) }, token)
  const calls = (): string[] => standIn.requests.filter(({ path }) => path === REVOCATION_PATH).map(({ method }) => method)

  it('is asked in a form', async () => {
    const token = await tokenOf('alice')
    await end(token)
    expect(standIn.liveTokens('alice').map(({ value }) => value)).not.toContain(token.reveal())
    expect(calls()).toEqual(['POST'])
  })

  it('is asked in the address where the form is not taken', async () => {
    const token = await tokenOf('bob')
    standIn.addFault({ kind: 'status', status: 405, path: REVOCATION_PATH, method: 'POST' })
    await end(token)
    expect(standIn.liveTokens('bob').map(({ value }) => value)).not.toContain(token.reveal())
    expect(calls().slice(-2)).toEqual(['POST', 'GET'])
  })

  it.each(['status', 'html', 'drop'] as const)('is not taken for done where the instance is in trouble (%s)', async (kind) => {
    const fault = { path: REVOCATION_PATH, times: 2 }
    standIn.addFault(kind === 'status' ? { kind, status: 503, ...fault } : { kind, ...fault })
    await expect(end(await tokenOf('dana'))).rejects.toMatchObject({ code: 'WB-SIGNIN-103' })
  })
})
