// Files: shown, changed, and their bytes, which come from another host. https://developer.box.com/reference/resources/file/
import { randomBytes } from 'node:crypto'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { Answerer } from './call.js'
import { changeItem } from './change-item.js'
import { noSuchPath } from './errors.js'
import { shownAs } from './folders.js'
import { itemFor } from './rights.js'
import { showItem } from './show-item.js'
import type { BoxState } from './state.js'

/** How long an address of bytes is good for. https://developer.box.com/guides/downloads/get-url/ */
const ADDRESS_MS = 15 * 60_000
const PREFIX = '/d/1/'

/** https://developer.box.com/reference/get-files-id/ */
export const getFile: Answerer = (call) => {
  const item = itemFor(call.state, call.user, { type: 'file', id: call.ids[0] ?? '', right: 'see' })
  return { status: 200, body: showItem(call.state, call.user, item, shownAs(call)) }
}

/** https://developer.box.com/reference/put-files-id/ */
export const changeFile: Answerer = async (call) => {
  const item = await changeItem(call, 'file')
  return { status: 200, body: showItem(call.state, call.user, item, shownAs(call)) }
}

/** What is handed out for a while; whoever has an address has the bytes. */
export interface Downloads {
  /** https://developer.box.com/reference/get-files-id-content/ */
  readonly start: Answerer
  /** The other host's answer; null: not its request. @param host as the request named it */
  serve(url: URL, host: string | undefined, state: BoxState): Promise<ApiAnswer | null>
}

export function createDownloads(): Downloads {
  const handedOut = new Map<string, { sha1: string; until: number }>()
  const asked = new Map<string, number>()
  return {
    start({ state, user, ids, origin, habits }) {
      const item = itemFor(state, user, { type: 'file', id: ids[0] ?? '', right: 'download' })
      const times = asked.get(item.id) ?? 0
      asked.set(item.id, times + 1)
      if (times < habits.unready) return { status: 202, headers: { 'retry-after': '1' } }
      const secret = randomBytes(24).toString('base64url')
      handedOut.set(secret, { sha1: item.content?.sha1 ?? '', until: Date.now() + ADDRESS_MS })
      return { status: 302, headers: { location: `${downloadOrigin(origin)}${PREFIX}${secret}/download` } }
    },
    async serve({ pathname, origin }, host, state) {
      if (!pathname.startsWith(PREFIX)) return null
      const found = handedOut.get(pathname.slice(PREFIX.length).replace(/\/download$/, ''))
      if (host !== new URL(downloadOrigin(origin)).host || !found || found.until < Date.now()) return noSuchPath()
      return { status: 200, bytes: await state.readBytes(found.sha1) }
    },
  }
}

/** The same machine by its other name: at Box it is `dl.boxcloud.com`. */
export function downloadOrigin(origin: string): string {
  return origin.replace('//127.0.0.1', '//localhost')
}
