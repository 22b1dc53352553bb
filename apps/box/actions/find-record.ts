// The folder or file that somebody means by its name, its id or its address, as the account that acts sees it.
// https://developer.box.com/reference/get-search/
import { defineRead, type ActionCall } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import * as refs from '../../record-ref.js'
import { itemUrl } from '../hosts.js'
import { ITEM_FIELDS, itemAnswer, itemPath, type BoxItem } from '../item.js'
import { searchItems } from './search-items.js'

type Wanted = refs.WantedRecord | refs.WantedOfSeveral

export const findRecord = defineRead<Wanted, refs.RecordRef | refs.SeveralRecords>({
  async perform(call, wanted) {
    const type = typeOf(wanted)
    const address = refs.addressIn(wanted)
    if (address) return refs.theOne(wanted, await byId(call, type, idAt(call, address, wanted)))
    const { text } = wanted
    const found = /^\d+$/.test(text) ? await byId(call, type, text) : []
    if (found.length > 0) return refs.theOne(wanted, found)
    const { items } = await searchItems.perform(call, { query: text, type })
    const named = items.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
    const matches = (named.length > 0 ? named : items).slice(0, refs.MATCHES_AT_MOST)
    return refs.theOne(wanted, matches.map(toMatch))
  },
})

/** `modified_at` is in the time of Box's own place; its day is told. */
const toMatch = ({ id, name, in: folder, changedAt }: BoxItem): refs.RecordMatch => ({
  ...{ id, name },
  about: [folder, changedAt?.slice(0, 10)].flatMap((one) => one ?? []),
})

async function byId({ request }: ActionCall, type: 'folder' | 'file', id: string): Promise<refs.RecordMatch[]> {
  try {
    const { json } = await request({ method: 'GET', path: itemPath({ type, id }), query: { fields: ITEM_FIELDS } })
    const { name } = itemAnswer.parse(json)
    return [{ id, name, about: [] }]
  } catch (error) {
    if (error instanceof PermissionDenied) return []
    throw error
  }
}

const typeOf = (wanted: Wanted): 'folder' | 'file' => (refs.kindOf(wanted) === 'file' ? 'file' : 'folder')

/** Of `app.box.com/folder/…`; a company has a host of its own below it. */
function idAt({ host }: Pick<ActionCall, 'host'>, address: URL, wanted: Wanted): string {
  const ours = new URL(itemUrl(host, { type: typeOf(wanted), id: '0' }))
  const isOurs = address.protocol === ours.protocol && (address.host === ours.host || address.host.endsWith(`.${ours.host}`))
  const [, type, id] = /^\/(folder|file)\/(\d+)\/?$/.exec(address.pathname) ?? []
  if (!isOurs || id === undefined || type !== typeOf(wanted)) refs.wrongAddress(address, wanted)
  return id
}
