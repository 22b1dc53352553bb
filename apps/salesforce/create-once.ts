// Creates a record once: our key sits in a unique external id field, so Salesforce itself refuses a second one.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { AppUnavailable, PermissionDenied } from '../errors.js'
import { DuplicateValue } from './errors.js'
import { soqlName } from './soql.js'
import { KEY_FIELD } from './workbot-key.js'

const created = z.object({ id: z.string() })
const keyed = z.object({ Id: z.string() })

/** @param object its API name @returns the record's id */
export async function createOnce(call: ActionCall, object: string, fields: Readonly<Record<string, unknown>>): Promise<string> {
  const path = `/sobjects/${soqlName(object)}`
  try {
    const { json } = await call.request({ method: 'POST', path, json: { ...fields, [KEY_FIELD]: call.effectKey } })
    return created.parse(json).id
  } catch (error) {
    // Another unique field of the org may say the same; only our own key means that the first write arrived.
    if (!(error instanceof DuplicateValue && error.detail.includes(KEY_FIELD))) throw error
    return await idByKey(call, path)
  }
}

/** The refusal can come before the first record can be read: not found yet means ask again. */
async function idByKey({ request, effectKey }: ActionCall, path: string): Promise<string> {
  try {
    const { json } = await request({ method: 'GET', path: `${path}/${KEY_FIELD}/${encodeURIComponent(effectKey)}` })
    return keyed.parse(json).Id
  } catch (error) {
    if (error instanceof PermissionDenied) throw new AppUnavailable("Salesforce has the record and doesn't show it yet.", error)
    throw error
  }
}
