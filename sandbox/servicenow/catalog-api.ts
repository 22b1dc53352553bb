// The Service Catalog API: what can be requested, what it asks, and ordering it.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'
import { askForApproval } from './approvals.js'
import { itemsFor, type CatalogItem } from './catalog-items.js'
import { Failure } from './failure.js'
import type { Records } from './records.js'

export interface CatalogRequest {
  readonly method: string
  readonly url: URL
  /** `items/<sys_id>/order_now` */
  readonly path: string
  readonly sent: Readonly<Record<string, unknown>>
  readonly user: User
  readonly records: Records
}

const DEFAULT_LIMIT = 10

/** @throws Failure */
export async function answerCatalog(asked: CatalogRequest): Promise<ApiAnswer> {
  const { method, path, url, user } = asked
  const [, id, what] = /^items(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? []
  if (method === 'GET' && path === 'items') return { status: 200, body: { result: search(user, url.searchParams).map(briefly) } }
  if (id === undefined) throw new Failure(400, 'Requested URI does not represent any resource', path)
  const item = itemsFor(user).find(({ sys_id }) => sys_id === id)
  if (!item) throw new Failure(400, 'Security constraints prevent ordering of Item')
  if (method === 'GET' && what === undefined) {
    return { status: 200, body: { result: { ...briefly(item), variables: item.variables.map(shown) } } }
  }
  if (method === 'GET' && what === 'variables') return { status: 200, body: { result: item.variables.map(shown) } }
  if (method === 'POST' && what === 'order_now') return { status: 200, body: { result: await order(asked, item) } }
  throw new Failure(400, 'Requested URI does not represent any resource', path)
}

/** Words are looked for anywhere. */
function search(user: User, parameters: URLSearchParams): CatalogItem[] {
  const words = (parameters.get('sysparm_text') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = itemsFor(user).filter(({ name, short_description }) => {
    const text = `${name} ${short_description}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const offset = Number(parameters.get('sysparm_offset') ?? 0)
  return found.slice(offset, offset + Number(parameters.get('sysparm_limit') ?? DEFAULT_LIMIT))
}

const briefly = ({ sys_id, name, short_description }: CatalogItem): object => ({ sys_id, name, short_description, type: 'catalog_item' })
const shown = ({ name, label, isMandatory, choices = [] }: CatalogItem['variables'][number]): object => ({
  ...{ name, label, mandatory: isMandatory, type: choices.length > 0 ? 5 : 6 },
  choices: choices.map((value) => ({ value, label: value })),
})

async function order({ sent, user, records }: CatalogRequest, item: CatalogItem): Promise<object> {
  if (!/^\+?\d+$/.test(String(sent.sysparm_quantity))) throw new Failure(400, 'Invalid Quantity value')
  const variables = (sent.variables ?? {}) as Readonly<Record<string, unknown>>
  const isMissing = item.variables.some(({ name, isMandatory }) => isMandatory && (variables[name] ?? '') === '')
  // It doesn't say which.
  if (isMissing && sent.sysparm_no_validation !== 'true') throw new Failure(400, 'Mandatory Variables are required', '')
  const common = { active: 'true', requested_for: user.sys_id, short_description: item.name, description: JSON.stringify(variables) }
  const request = records.insert('sc_request', user, { ...common, request_state: 'requested' })
  const ordered = records.insert('sc_req_item', user, {
    ...{ ...common, request: request.sys_id ?? '', cat_item: item.sys_id, quantity: String(sent.sysparm_quantity) },
    ...{ approval: 'not requested', stage: 'fulfillment' },
  })
  if (item.approver !== undefined) askForApproval(records, user, ordered, item.approver)
  await records.save()
  const { sys_id = '', number = '' } = request
  return { sys_id, number, request_number: number, parent_id: null, request_id: sys_id, parent_table: 'task', table: 'sc_request' }
}
