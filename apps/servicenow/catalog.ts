// Items of the Service Catalog, found by the name that people know, and what they ask for.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { ActionRejected, PermissionDenied } from '../errors.js'

export const CATALOG = '/sn_sc/servicecatalog'
const AT_MOST = 50
const items = z.object({ result: z.array(z.object({ sys_id: z.string().regex(/^[0-9a-f]{32}$/), name: z.string() })) })
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((said) => said === 'true')])
const variables = z.object({
  result: z.array(z.object({ name: z.string(), label: z.string().default(''), mandatory: flag.default(false) })),
})

export interface CatalogItem {
  readonly id: string
  readonly name: string
}

/** The search finds words anywhere, so the name is compared here. @throws PermissionDenied where there is none for this account */
export async function findItem({ request }: Pick<ActionCall, 'request'>, name: string): Promise<CatalogItem> {
  const query = { sysparm_text: name, sysparm_limit: String(AT_MOST) }
  const { json } = await request({ method: 'GET', path: `${CATALOG}/items`, query })
  const found = items.parse(json).result.filter((item) => item.name.trim().toLowerCase() === name.trim().toLowerCase())
  const [item] = found
  if (!item) throw new PermissionDenied(`ServiceNow's catalog has no "${name}", or doesn't show it to this account.`)
  if (found.length > 1) throw new ActionRejected(`ServiceNow's catalog has ${String(found.length)} items named "${name}".`)
  return { id: item.sys_id, name: item.name }
}

/** The labels of the variables that an order without them is refused for. */
export async function missingVariables(
  { request }: Pick<ActionCall, 'request'>,
  item: CatalogItem,
  given: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { json } = await request({ method: 'GET', path: `${CATALOG}/items/${item.id}/variables` })
  const missing = variables.parse(json).result.filter(({ name, mandatory }) => mandatory && (given[name] ?? '') === '')
  return missing.map(({ name, label }) => label || name)
}
