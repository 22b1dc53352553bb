// Under a list: on to older rows, and back to the newest. The place in the list is in the address.
import type { Cursor, Page } from '../../paging.js'
import { siteLists } from '../../text/site-lists.js'
import { html, type Html } from '../html.js'

const AFTER = 'after'
const form = /^([1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([\w-]{1,200})$/

/** Where the list begins; null: at its newest row, also where the address says nothing that we wrote. @param id what the rows' ids look like */
export function readCursor(query: URLSearchParams, id = /^[\w-]+$/): Cursor | null {
  const [, at, rowId] = form.exec(query.get(AFTER) ?? '') ?? []
  return at !== undefined && isMoment(at) && rowId !== undefined && id.test(rowId) ? { at, id: rowId } : null
}

/** @param query what the page was asked for */
export function pager<Row>({ rows, next, isCutShort }: Page<Row>, { path, query }: { path: string; query: URLSearchParams }): Html | null {
  const to = (after: Cursor | null): string => {
    const all = new URLSearchParams(query)
    all.delete(AFTER)
    if (after) all.set(AFTER, `${after.at}_${after.id}`)
    return all.size === 0 ? path : `${path}?${all.toString()}`
  }
  const isNewest = !query.has(AFTER)
  if (next === null && isNewest) return null
  return html`${isCutShort ? html`<p class="soft">${siteLists.cutShort({ count: rows.length })}</p>` : null}
    <p class="pager">
      ${isNewest ? null : html`<a class="plain" href="${to(null)}">${siteLists.newest()}</a>`}
      ${next ? html`<a class="plain" href="${to(next)}" rel="next">${siteLists.older()}</a>` : null}
    </p>`
}

/** The thirty-first of February reads as a moment too, but as another. */
function isMoment(at: string): boolean {
  const read = new Date(at)
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 19) === at.slice(0, 19)
}
