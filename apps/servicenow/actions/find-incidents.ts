// Incidents by what is known of them, a page at a time, the newest first.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineRead } from '../../define-app.js'
import { equals, holds, isHeldBy, isMe, type Condition } from '../encoded-query.js'
import { incidentFields, incidentOf, type Incident } from '../incident.js'
import { listRows } from '../table.js'

export interface IncidentSearch {
  /** Words of the title; parted by nothing but what can't be asked for. */
  readonly title?: string
  readonly reportedBy?: 'me'
  readonly assignedTo?: 'me'
  /** Both unless told. */
  readonly open?: boolean
  /** `next` of the page before. */
  readonly from?: number
  /** 50 unless told, 200 at most. */
  readonly atMost?: number
}

export interface IncidentPage {
  readonly incidents: readonly Incident[]
  /** Where the next page begins; null after the last. A page may be short, or empty, and not the last. */
  readonly next: number | null
}

const PAGE = 50
const LARGEST_PAGE = 200

export const findIncidents = defineRead<IncidentSearch, IncidentPage>({
  async perform(call, search) {
    const atMost = Math.min(search.atMost ?? PAGE, LARGEST_PAGE)
    const listing = { conditions: conditionsOf(search), fields: incidentFields, from: search.from ?? 0, atMost }
    const { rows, next } = await listRows(call, 'incident', listing)
    const incidents = rows.map((row) => incidentOf(call, row))
    return { incidents: incidents.filter(({ title }) => search.title === undefined || isHeldBy(title, search.title)), next }
  },
})

function conditionsOf({ title, reportedBy, assignedTo, open }: IncidentSearch): Condition[] {
  return [
    ...(title === undefined ? [] : holds('short_description', title)),
    ...(reportedBy === undefined ? [] : [isMe('caller_id')]),
    ...(assignedTo === undefined ? [] : [isMe('assigned_to')]),
    ...(open === undefined ? [] : [equals('active', String(open))]),
  ]
}
