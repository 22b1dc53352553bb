// Which user of an instance a token belongs to, asked in two ways: what a user may read of itself differs between instances.
import { z } from 'zod'
import type { Http } from '../../http/http.js'
import type { Secret } from '../../keys/secret.js'
import { askAccount } from '../ask-account.js'
import type { AppAccount } from '../define-app.js'
import { AppUnavailable, RateLimited } from '../errors.js'

interface Asking {
  readonly http: Http
  readonly accessToken: Secret
}

interface User {
  readonly id: string
  readonly name: string
}

const sysId = z.string().regex(/^[0-9a-f]{32}$/)
const row = z.object({ sys_id: sysId, user_name: z.string(), email: z.string().default('') })
const table = z.object({ result: z.array(row).length(1) })
const current = z.object({ result: z.object({ user_sys_id: sysId, user_name: z.string().min(1) }) })

/** The org is the instance: its host name. @throws AppUnavailable where neither way says */
export async function lookUpUser(asking: Asking, baseUrl: string): Promise<AppAccount> {
  const { host, origin } = new URL(baseUrl)
  const { id, name } = (await askTable(asking, origin)) ?? (await askCurrentUser(asking, origin))
  return { key: `${host}/${id}`, name, orgId: host, orgName: instanceName(baseUrl), host: origin }
}

/** `contoso` of `https://contoso.service-now.com`, as its people say; an instance with an address of its own is known by that. */
function instanceName(baseUrl: string): string {
  const { hostname } = new URL(baseUrl)
  const [name] = /^[^.]+(?=\.(?:service-now|servicenowservices)\.com$)/.exec(hostname) ?? []
  return name ?? hostname
}

/**
 * The user's own row. ServiceNow leaves out a condition that it doesn't understand, and gives everybody then: any number of rows but one
 * is no answer. https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html (`sysparm_query`)
 */
async function askTable(asking: Asking, origin: string): Promise<User | undefined> {
  const url = new URL('/api/now/table/sys_user', origin)
  url.searchParams.set('sysparm_query', 'sys_id=javascript:gs.getUserID()')
  url.searchParams.set('sysparm_fields', 'sys_id,user_name,email')
  url.searchParams.set('sysparm_limit', '2')
  const { status, json } = await askAccount(asking, url)
  const found = table.safeParse(json).data?.result[0]
  return status === 200 && found ? { id: found.sys_id, name: found.email || found.user_name } : undefined
}

/** What ServiceNow's own pages ask; every signed-in user may. It is on no page of the API reference, so it comes second. */
async function askCurrentUser(asking: Asking, origin: string): Promise<User> {
  const { status, json } = await askAccount(asking, new URL('/api/now/ui/user/current_user', origin))
  const found = current.safeParse(json).data?.result
  if (status === 429) throw new RateLimited('ServiceNow has had more requests than it allows.')
  if (status !== 200 || !found) throw new AppUnavailable(`ServiceNow answered ${String(status)} when it was asked whose sign-in this is.`)
  return { id: found.user_sys_id, name: found.user_name }
}
