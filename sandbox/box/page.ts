// The page on which a person sees what is in the stand-in for Box, and who did it.
import { escapeHtml, htmlPage } from '../html.js'
import { boxUsers } from './accounts.js'
import { chainOf } from './rights.js'
import type { BoxState, Item } from './state.js'

export const ACCENT = '#0061d5'
const BADGE = '<span class="badge">Stand-in for Box: not the real thing</span>'
const size = new Intl.NumberFormat('en-US')

/** @param tokens HTML: who is there, and which tokens live */
export function overviewPage(state: BoxState, tokens: string): string {
  const sections = [
    section('Files and folders', ['Name and owner', 'Bytes', 'Created by', 'Last changed by', 'Shared with'], itemRows(state)),
    section('Comments', ['File', 'Comment', 'By', 'At'], commentRows(state)),
  ]
  return htmlPage({ title: 'Box (stand-in)', accent: ACCENT, wide: true, body: `${BADGE}<h1>Box</h1>\n${sections.join('\n')}\n${tokens}` })
}

/** One item: where links lead. */
export function itemPage(state: BoxState, item: Item): string {
  const facts: [string, string][] = [
    ['Where', pathOf(state, item)],
    ['Bytes', bytesOf(item)],
    ['Owner', nameOf(item.owner)],
    ['Created by', `${nameOf(item.createdBy)}, ${time(item.createdAt)}`],
    ['Last changed by', `${nameOf(item.modifiedBy)}, ${time(item.modifiedAt)}`],
    ['Shared link', linkOf(item)],
    ['Invited', invitedTo(state, item)],
  ]
  const rows = facts.map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escapeHtml(value)}</td></tr>`)
  const body = `${BADGE}<h1>${escapeHtml(item.name)}</h1><div class="scroll"><table>${rows.join('')}</table></div><p><a href="/">Everything</a></p>`
  return htmlPage({ title: `${item.name}, Box (stand-in)`, accent: ACCENT, wide: true, body })
}

function itemRows(state: BoxState): string[] {
  const sorted = state.items
    .map((item) => ({ item, path: pathOf(state, item) }))
    .toSorted((one, other) => one.path.localeCompare(other.path))
  return sorted.map(({ item, path }) => {
    const link = `<a href="/${item.type}/${item.id}">${escapeHtml(path)}</a>`
    const created = below(escapeHtml(nameOf(item.createdBy)), time(item.createdAt))
    const changed = below(escapeHtml(nameOf(item.modifiedBy)), time(item.modifiedAt))
    const invited = invitationsOf(state, item).map(({ login, as }) => below(escapeHtml(login), as))
    const shared = item.link ? [below('Shared link', item.link.access)] : []
    const cells = [created, changed, [...shared, ...invited].join('<br>')]
    return `<tr><td>${below(link, nameOf(item.owner))}</td><td class="number">${bytesOf(item)}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
}

/** @param html shown first; `text` stands softly below it */
const below = (html: string, text: string): string => `${html}<br><span class="soft">${escapeHtml(text)}</span>`

function commentRows(state: BoxState): string[] {
  return state.comments.map(({ file, message, createdBy, createdAt }) => {
    const name = state.items.find(({ id }) => id === file)?.name ?? file
    return `<tr>${[name, message, nameOf(createdBy), time(createdAt)].map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
  })
}

function section(title: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return `<h2>${title}</h2>\n<p class="soft">None yet.</p>`
  const head = heads.map((one) => `<th${one === 'Bytes' ? ' class="number"' : ''}>${one}</th>`).join('')
  return `<h2>${title}</h2>\n<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
}

const pathOf = (state: BoxState, item: Item): string =>
  chainOf(state, item)
    .toReversed()
    .map(({ name }) => name)
    .join(' / ')
const nameOf = (userId: string): string => boxUsers.find(({ id }) => id === userId)?.login ?? userId
const bytesOf = ({ content }: Item): string => (content ? size.format(content.size) : '')
const linkOf = ({ link }: Item): string => link?.access ?? ''
const time = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

function invitedTo(state: BoxState, item: Item): string {
  return invitationsOf(state, item)
    .map(({ login, as }) => `${login} as ${as}`)
    .join(', ')
}

function invitationsOf(state: BoxState, { id }: Item): { login: string; as: string }[] {
  const there = state.collaborations.filter(({ item }) => item === id)
  return there.map(({ login, role, user }) => ({ login, as: `${role}${user === null ? ' (pending)' : ''}` }))
}
