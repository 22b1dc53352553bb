// The record that somebody means by a name, an id or its address, as the account that acts sees it.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { z } from 'zod'
import { defineRead, type ActionCall } from '../../define-app.js'
import { ActionRejected, PermissionDenied } from '../../errors.js'
import * as refs from '../../record-ref.js'
import { queryAll } from '../query.js'
import type { Condition } from '../soql.js'

const ID = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/
/** Objects whose records have no Name. */
const NAMED_BY: Readonly<Record<string, string>> = { Case: 'CaseNumber', Task: 'Subject', Event: 'Subject' }
/** What tells two of one name apart: fields that most people may read. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  Opportunity: ['StageName', 'CloseDate', 'Owner.Name'],
  Account: ['BillingCity', 'Owner.Name'],
  Contact: ['Title', 'Email'],
  Lead: ['Company', 'Status'],
  Case: ['Subject', 'Status'],
}
const OTHERS_TOLD_BY = ['CreatedDate', 'CreatedBy.Name']
const row = z.looseObject({ Id: z.string() })

type Wanted = refs.WantedRecord | refs.WantedOfSeveral

export const findRecord = defineRead<Wanted, refs.RecordRef | refs.SeveralRecords>({
  async perform(call, wanted) {
    const object = refs.kindOf(wanted)
    const field = NAMED_BY[object] ?? 'Name'
    const search = async (where: Condition, about: readonly string[] = []): Promise<refs.RecordMatch[]> => {
      const fields = ['Id', field, ...about]
      const found = await queryAll(call, { object, fields, where: [where], limit: refs.MATCHES_AT_MOST }, row)
      return found.map((record) => ({
        id: record.Id,
        name: typeof record[field] === 'string' ? record[field] : record.Id,
        about: about.flatMap((one) => shown(record, one)),
      }))
    }
    const oneBy = async (where: Condition, found: refs.RecordMatch[]) => {
      const isToldApart = found.length > 1 && refs.givesSeveral(wanted)
      return refs.theOne(wanted, isToldApart ? await toldApart(() => search(where, TOLD_BY[object] ?? OTHERS_TOLD_BY), found) : found)
    }
    const address = refs.addressIn(wanted)
    if (address) return refs.theOne(wanted, await search({ field: 'Id', op: 'is', value: idAt(call, address, wanted) }))
    const { text } = wanted
    // A name may look like an id.
    const byId = ID.test(text) && /\d/.test(text) ? await search({ field: 'Id', op: 'is', value: text }) : []
    if (byId.length > 0) return refs.theOne(wanted, byId)
    const isNamed = { field, op: 'is', value: text } as const
    const exact = await search(isNamed)
    if (exact.length > 0) return oneBy(isNamed, exact)
    const holds = { field, op: 'contains', value: text } as const
    return oneBy(holds, await search(holds))
  },
})

/** A field that this account may not read is an error of the whole query: they are offered by their names and ids then. */
async function toldApart(look: () => Promise<refs.RecordMatch[]>, found: refs.RecordMatch[]): Promise<refs.RecordMatch[]> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof ActionRejected || error instanceof PermissionDenied) return found
    throw error
  }
}

/** `Owner.Name` lies in the owner; of a moment the day. */
function shown(record: z.output<typeof row>, path: string): string[] {
  const value = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], record)
  if (typeof value !== 'string' || value === '') return []
  return [/^\d{4}-\d{2}-\d{2}T/.test(value) ? value.slice(0, 10) : value]
}

/**
 * Of `/lightning/r/Opportunity/006…/view`, `/lightning/r/006…/view` and `/006…`. Lightning is on a host of its own beside the API's.
 * https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
 */
function idAt({ host }: Pick<ActionCall, 'host'>, address: URL, wanted: Wanted): string {
  const api = new URL(host)
  const lightning = api.hostname.replace(/\.my\.salesforce\.com$/, '.lightning.force.com')
  const isOurs = address.origin === api.origin || (address.protocol === 'https:' && address.host === lightning)
  const [, object, id = ''] = /^(?:\/lightning\/r(?:\/([A-Za-z]\w*))?)?\/([a-zA-Z0-9]{15,18})(?:\/view)?\/?$/.exec(address.pathname) ?? []
  if (!isOurs || !ID.test(id) || (object !== undefined && object !== refs.kindOf(wanted))) refs.wrongAddress(address, wanted)
  return id
}
