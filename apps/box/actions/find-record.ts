// The folder or file that somebody means by its name, its id or its address, as the account that acts sees it.
// https://developer.box.com/reference/get-search/
import { defineRead, type ActionCall } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { addressIn, kindOf, theOne, wrongAddress, type RecordRef, type WantedRecord } from '../../record-ref.js'
import { itemUrl } from '../hosts.js'
import { ITEM_FIELDS, itemAnswer, itemPath } from '../item.js'
import { searchItems } from './search-items.js'

export const findRecord = defineRead<WantedRecord, RecordRef>({
  async perform(call, wanted) {
    const type = typeOf(wanted)
    const address = addressIn(wanted)
    if (address) return theOne(wanted, await byId(call, type, idAt(call, address, wanted)))
    const { text } = wanted
    const found = /^\d+$/.test(text) ? await byId(call, type, text) : []
    if (found.length > 0) return theOne(wanted, found)
    const { items } = await searchItems.perform(call, { query: text, type })
    const named = items.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
    return theOne(wanted, named.length > 0 ? named : items)
  },
})

async function byId({ request }: ActionCall, type: 'folder' | 'file', id: string): Promise<Omit<RecordRef, 'type'>[]> {
  try {
    const { json } = await request({ method: 'GET', path: itemPath({ type, id }), query: { fields: ITEM_FIELDS } })
    const { name } = itemAnswer.parse(json)
    return [{ id, name }]
  } catch (error) {
    if (error instanceof PermissionDenied) return []
    throw error
  }
}

const typeOf = (wanted: WantedRecord): 'folder' | 'file' => (kindOf(wanted) === 'file' ? 'file' : 'folder')

/** Of `app.box.com/folder/…`; a company has a host of its own below it. */
function idAt({ host }: Pick<ActionCall, 'host'>, address: URL, wanted: WantedRecord): string {
  const ours = new URL(itemUrl(host, { type: typeOf(wanted), id: '0' }))
  const isOurs = address.protocol === ours.protocol && (address.host === ours.host || address.host.endsWith(`.${ours.host}`))
  const [, type, id] = /^\/(folder|file)\/(\d+)\/?$/.exec(address.pathname) ?? []
  if (!isOurs || id === undefined || type !== typeOf(wanted)) wrongAddress(address, wanted)
  return id
}
