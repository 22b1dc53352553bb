// Record ids where they become part of a path: 15 or 18 letters and digits, and nothing that could lead elsewhere.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm#i1435616
import { ActionRejected } from '../errors.js'

/** @throws ActionRejected for anything else */
export function recordId(id: string): string {
  if (/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) return id
  throw new ActionRejected(`"${id.slice(0, 40)}" is no id of a record.`)
}
