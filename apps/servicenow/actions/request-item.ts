// Requests an item of the Service Catalog. An order has no field for a key: what tells is which of the account's own requests are new since.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { ActionRejected, OutcomeUnknown } from '../../errors.js'
import { CATALOG, findItem, missingVariables, type CatalogItem } from '../catalog.js'
import { equals, isMe } from '../encoded-query.js'
import { listRows, shownOf, valueOf, type Row } from '../table.js'

export interface ItemRequest {
  /** As the catalog names it: `Customer onboarding`. */
  readonly item: string
  /** By the variables' names in the catalog. */
  readonly variables?: Readonly<Record<string, string>>
}

export interface RequestedItem {
  readonly id: string
  /** `REQ0010023` */
  readonly number: string
  readonly item: string
  readonly url: string
}

const RECENT = 50
const ordered = z.object({ result: z.object({ request_id: z.string(), request_number: z.string() }) })
const noted = z.object({ item: z.object({ id: z.string(), name: z.string() }), before: z.array(z.string()) })

export const requestItem = defineWrite<ItemRequest, RequestedItem>({
  recognisedBy: 'exact key',
  subject: ({ item }) => item,
  async perform(call, { item: name, variables = {} }) {
    const { item } = noted.parse(await noteRequests(call, name))
    const { result } = ordered.parse(await order(call, item, variables))
    const url = `${call.host}/sc_request.do?sys_id=${encodeURIComponent(result.request_id)}`
    return { id: result.request_id, number: result.request_number, item: item.name, url }
  },
  /** @throws OutcomeUnknown where there is a new one: the person may have asked for the same by hand */
  async find(call, { item: name }) {
    const { item, before } = noted.parse(await noteRequests(call, name))
    const since = (await myRequests(call, item)).find((row) => !before.includes(valueOf(row, 'sys_id')))
    if (!since) return undefined
    throw new OutcomeUnknown(
      `ServiceNow has ${shownOf(since, 'request')} for *${item.name}*, requested by this account since: it may be this one.`,
    )
  },
  describe: ({ number, url }) => ({ facts: [{ label: 'number', value: number }], url, name: number }),
})

function noteRequests(call: ActionCall, name: string): Promise<z.infer<typeof noted>> {
  return call.noteOnce(async () => {
    const item = await findItem(call, name)
    return { item, before: (await myRequests(call, item)).map((row) => valueOf(row, 'sys_id')) }
  })
}

async function myRequests(call: ActionCall, item: CatalogItem): Promise<readonly Row[]> {
  const conditions = [isMe('opened_by'), equals('cat_item', item.id)]
  return (await listRows(call, 'sc_req_item', { conditions, fields: ['sys_id', 'number', 'request'], atMost: RECENT })).rows
}

/** ServiceNow says that something mandatory is missing, and not what. */
async function order({ request }: ActionCall, item: CatalogItem, variables: Readonly<Record<string, string>>): Promise<unknown> {
  const asked = { sysparm_quantity: '1', variables }
  try {
    return (await request({ method: 'POST', path: `${CATALOG}/items/${item.id}/order_now`, json: asked })).json
  } catch (error) {
    if (!(error instanceof ActionRejected && /mandatory variables/i.test(error.detail))) throw error
    const missing = await missingVariables({ request }, item, variables)
    if (missing.length === 0) throw error
    throw new ActionRejected(`*${item.name}* can't be requested without ${new Intl.ListFormat('en').format(missing)}.`)
  }
}
