// A folder or a file, as Box's actions give it. https://developer.box.com/reference/resources/file/ and …/folder/
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { ActionRejected } from '../errors.js'
import { itemUrl } from './hosts.js'

export interface BoxItem {
  readonly id: string
  readonly type: 'folder' | 'file'
  readonly name: string
  /** Bytes; null for a folder. */
  readonly size: number | null
  /** As Box writes it: `2026-11-22T04:40:05-08:00`; null where Box doesn't say. */
  readonly changedAt: string | null
  /** The folder that it lies in, by its name; null where Box doesn't say. */
  readonly in: string | null
  readonly url: string
}

/** Which folder; without one it is the account's own root, *All Files*. */
export interface FolderRef {
  readonly id: string
}
export interface ItemRef extends FolderRef {
  readonly type: 'folder' | 'file'
  /** For the card of a write whose outcome nobody can tell. */
  readonly name?: string
}
export const ROOT: FolderRef = { id: '0' }

/** What is asked for: with `fields` nothing else comes. */
export const ITEM_FIELDS = 'name,size,modified_at,parent'

/** A web link is neither folder nor file, and isn't shown. */
export const itemAnswer = z.object({
  id: z.string(),
  type: z.enum(['folder', 'file']),
  name: z.string(),
  size: z.number().nullish(),
  modified_at: z.string().nullish(),
  parent: z.looseObject({ name: z.string().nullish() }).nullish(),
})

export function toItem({ id, type, name, size, modified_at: changedAt, parent }: z.output<typeof itemAnswer>, host: string): BoxItem {
  return {
    ...{ id, type, name, size: type === 'file' ? (size ?? null) : null },
    ...{ changedAt: changedAt ?? null, in: parent?.name ?? null, url: itemUrl(host, { type, id }) },
  }
}

/** The entries of a page, less what is neither folder nor file. */
export function toItems(entries: readonly unknown[], host: string): BoxItem[] {
  return entries.flatMap((entry) => {
    const parsed = itemAnswer.safeParse(entry)
    return parsed.success ? [toItem(parsed.data, host)] : []
  })
}

/** `/folders/123`. Box's ids are digits; one that isn't never becomes part of an address. @throws ActionRejected */
export function itemPath({ type, id }: ItemRef): string {
  if (!/^\d+$/.test(id)) throw new ActionRejected(`"${id.slice(0, 40)}" isn't the id of a folder or file in Box.`)
  return `/${type}s/${encodeURIComponent(id)}`
}

const made = z.object({ created_at: z.string(), created_by: z.object({ id: z.string() }) })
/** The fields that `isOurs` needs. */
export const MADE_FIELDS = 'created_at,created_by'
/** Our clock and Box's may differ, and Box cuts off fractions of a second. */
const SLACK_MS = 120_000

/** Whether something was made by the account that acts, since this step first began. */
export function isOurs({ accountKey, startedAt }: Pick<ActionCall, 'accountKey' | 'startedAt'>, json: unknown): boolean {
  const { created_at: at, created_by: by } = made.parse(json)
  return accountKey.endsWith(`/${by.id}`) && Date.parse(at) >= startedAt.getTime() - SLACK_MS
}
