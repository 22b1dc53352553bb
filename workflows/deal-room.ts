// The folder of a deal in Box: one for each opportunity, however often and by whichever recipe it is asked for.
import type { BoxItem } from '../apps/box/item.js'
import type { AppClient } from './recipe-context.js'

/** An opportunity, from wherever it was found. */
interface Deal {
  readonly id: string
  readonly name: string
}
type Box = AppClient<'box', 'personal'>

/** The folder in which all rooms are, in the account's own root. */
export async function dealRooms(box: Box): Promise<BoxItem> {
  return box.createFolder({ name: 'Deal rooms', existing: 'use' }, { label: 'all' })
}

/** The deal's own folder; an earlier one of it is used. */
export async function dealRoom(box: Box, rooms: BoxItem, deal: Deal): Promise<BoxItem> {
  return box.createFolder({ name: roomName(deal), in: rooms, existing: 'use' }, { label: deal.id })
}

/** Two deals may have one name: the id's own part tells them apart. Box takes no slashes in a name. */
const roomName = ({ id, name }: Deal): string => `${name.replace(/[\\/]/g, '-').trim()} ${id.slice(9, 15)}`
