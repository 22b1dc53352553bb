// What the audit was asked for, by its address: by whom, which events, which run, and when.
import { auditEvents } from '../../../audit/catalogue.js'
import type { EntriesWanted } from '../../../audit/look-for-entries.js'
import type { AuditFilter } from '../../../audit/read-audit.js'
import type { Transaction } from '../../../database.js'
import { findCallers } from '../../../runs/find-callers.js'
import { siteAudit } from '../../../text/site-audit.js'
import { siteLists } from '../../../text/site-lists.js'
import { chosen, dayAfter, dayOf, dayValue, wordsOf, type FilterField } from '../filter-form.js'

const names = Object.keys(auditEvents)
const groups = [...new Set(names.map((name) => name.slice(0, name.indexOf('.') + 1)))]

export interface Asked {
  readonly wanted: EntriesWanted
  /** The same for an export. */
  readonly filter: AuditFilter
  readonly fields: readonly FilterField[]
  readonly unknown: string | null
}

export async function readEntriesWanted(
  tx: Transaction,
  { query, tenantId }: { query: URLSearchParams; tenantId: string },
): Promise<Asked> {
  const event = chosen(query, 'event', [...groups, ...names])
  const [typed, run, since, to] = [wordsOf(query, 'person'), wordsOf(query, 'run'), dayOf(query, 'from'), dayOf(query, 'to')]
  const ids = typed === '' ? null : await findCallers(tx, { tenantId, typed })
  const [until, runId] = [dayAfter(to), run === '' ? null : run]
  const { filter } = siteAudit
  const choices = [
    ...groups.map((value) => ({ value, title: siteAudit.all({ group: value }) })),
    ...names.map((value) => ({ value, title: value })),
  ]
  return {
    wanted: {
      ...{ events: event === null ? null : names.filter((name) => name.startsWith(event)), runId, since, until },
      people: ids && { tenantId, ids },
    },
    filter: { after: 0, since, until, event, people: ids, runId },
    fields: [
      { kind: 'words', name: 'person', label: siteLists.filter.person(), value: typed, hint: siteLists.filter.personHint() },
      { kind: 'choice', name: 'event', label: filter.event, value: event ?? '', choices },
      { kind: 'words', name: 'run', label: filter.run, value: run, hint: filter.runHint },
      { kind: 'day', name: 'from', label: siteLists.filter.from(), value: dayValue(since) },
      { kind: 'day', name: 'to', label: siteLists.filter.to(), value: dayValue(to) },
    ],
    unknown: ids?.length === 0 ? typed : null,
  }
}
