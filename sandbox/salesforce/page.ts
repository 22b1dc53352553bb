// The pages on which a person sees what is in the stand-in for Salesforce, and who did it.
import { escapeHtml, htmlPage } from '../html.js'
import type { Account } from './accounts.js'
import type { Opportunity } from './records.js'

const ACCENT = '#0b5cab'
const BADGE = '<span class="badge">Stand-in for Salesforce: not the real thing</span>'
const money = new Intl.NumberFormat('en-US')

/** All opportunities of all orgs, the newest first. @param tokens HTML: who is there, and which tokens live */
export function overviewPage(accounts: readonly Account[], opportunities: readonly Opportunity[], tokens: string): string {
  const orgs = [...new Map(accounts.map(({ org }) => [org.id, org])).values()]
  const tables = orgs.map((org) => {
    const rows = opportunities.filter((one) => one.OrgId === org.id).toReversed()
    return `<h2>${escapeHtml(org.name)}</h2>\n${rows.length === 0 ? '<p class="soft">No opportunities yet.</p>' : table(accounts, rows)}`
  })
  return htmlPage({
    title: 'Salesforce (stand-in)',
    accent: ACCENT,
    wide: true,
    body: `${BADGE}<h1>Opportunities</h1>\n${tables.join('\n')}\n${tokens}`,
  })
}

/** One opportunity: where the links in Teams lead. */
export function recordPage(accounts: readonly Account[], opportunity: Opportunity): string {
  const facts: [string, string][] = [
    ['Stage', opportunity.StageName],
    ['Amount', amountOf(opportunity)],
    ['Close date', opportunity.CloseDate],
    ...noted(opportunity),
    ['Owner', nameOf(accounts, opportunity.OwnerId)],
    ['Created by', `${nameOf(accounts, opportunity.CreatedById)}, ${opportunity.CreatedDate}`],
    ['Last changed by', `${nameOf(accounts, opportunity.LastModifiedById)}, ${opportunity.LastModifiedDate}`],
    ['Id', opportunity.Id],
  ]
  const rows = facts.map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escapeHtml(value)}</td></tr>`)
  const body = `${BADGE}<h1>${escapeHtml(opportunity.Name)}</h1><div class="scroll"><table>${rows.join('')}</table></div><p><a href="/">All opportunities</a></p>`
  return htmlPage({ title: `${opportunity.Name}, Salesforce (stand-in)`, accent: ACCENT, wide: true, body })
}

/** What an admin has added to the object, where it is filled. */
function noted(opportunity: Opportunity): [string, string][] {
  const custom = { Discount: opportunity.Discount__c, 'Deal room': opportunity.Deal_Room__c, Onboarding: opportunity.Onboarding__c }
  return Object.entries(custom).flatMap(([label, value]) => (value === null || value === undefined ? [] : [[label, String(value)]]))
}

function table(accounts: readonly Account[], rows: readonly Opportunity[]): string {
  const lines = rows.map(
    (one) =>
      `<tr><td><a href="/lightning/r/Opportunity/${one.Id}/view">${escapeHtml(one.Name)}</a></td><td class="number">${amountOf(one)}</td><td>${escapeHtml(one.StageName)}</td><td>${escapeHtml(one.CloseDate)}</td><td>${personCell(accounts, one.OwnerId)}</td><td>${personCell(accounts, one.CreatedById)}</td></tr>`,
  )
  return `<div class="scroll"><table><thead><tr><th>Opportunity</th><th class="number">Amount</th><th>Stage</th><th>Close date</th><th>Owner</th><th>Created by</th></tr></thead><tbody>
${lines.join('\n')}
</tbody></table></div>`
}

function amountOf({ Amount }: Opportunity): string {
  return Amount === null ? '' : money.format(Amount)
}

function personCell(accounts: readonly Account[], userId: string): string {
  const account = accounts.find((one) => one.userId === userId)
  return account ? `${escapeHtml(account.name)}<br><span class="soft">${escapeHtml(account.username)}</span>` : escapeHtml(userId)
}

function nameOf(accounts: readonly Account[], userId: string): string {
  const account = accounts.find((one) => one.userId === userId)
  return account ? `${account.name} (${account.username})` : userId
}
