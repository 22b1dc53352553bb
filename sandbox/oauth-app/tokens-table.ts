// The part of a stand-in's page that shows who is there, and which tokens live.
import { escapeHtml } from '../html.js'
import type { AccountControls, StandInAccount } from './accounts.js'

const SHOWN = 6

/** HTML. Of a token only its first characters are shown. */
export function tokensTable(accounts: readonly StandInAccount[], controls: AccountControls): string {
  const people = accounts.map(
    ({ key, name, login, org }) =>
      `<tr><td>${escapeHtml(name)}${controls.isLockedOut(key) ? ' (locked out)' : ''}</td><td>${escapeHtml(login)}</td><td>${escapeHtml(org)}</td><td class="number">${String(controls.liveTokens(key).length)}</td></tr>`,
  )
  const tokens = controls.liveTokens().toReversed()
  const rows = tokens.map(
    ({ value, kind, account, began, ends }) =>
      `<tr><td><code>${escapeHtml(value.slice(0, SHOWN))}…</code></td><td>${kind}</td><td>${escapeHtml(account)}</td><td>${time(began)}</td><td>${time(ends)}</td></tr>`,
  )
  return `<h2>Accounts</h2>
${table(['Name', 'Signs in as', 'Org', 'Live tokens'], people)}
<h2>Live tokens</h2>
${rows.length === 0 ? '<p class="soft">Nobody is connected.</p>' : table(['Token', 'Kind', 'Account', 'Since', 'Until'], rows)}`
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((one) => `<th${one === 'Live tokens' ? ' class="number"' : ''}>${one}</th>`).join('')
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`
}

/** `2026-11-22 16:40:05` in UTC. */
function time(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
