// Creates an incident reported by the account, with our key as its correlation id. ServiceNow takes the same one twice, unless an admin made
// an index: before a second try it's asked for the key.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineWrite, type ActionCall } from '../../define-app.js'
import { ActionRejected, AppUnavailable, OutcomeUnknown } from '../../errors.js'
import { equals, holds, isMe } from '../encoded-query.js'
import { NotUnique } from '../errors.js'
import { describeIncident, incidentFields, incidentOf, levels, userIdOf, type Incident, type Level } from '../incident.js'
import { listRows, timeOf, valueOf, writeRow } from '../table.js'

export interface NewIncident {
  /** 160 characters at most. */
  readonly title: string
  readonly description?: string
  readonly urgency?: Level
  readonly impact?: Level
  /** The instance's own name of it: `hardware`. */
  readonly category?: string
}

const LONGEST_TITLE = 160
/** How far the instance's clock may be from ours. */
const SKEW_MS = 600_000
const RECENT = 20
const fields = [...incidentFields, 'correlation_id', 'sys_created_on']

export const createIncident = defineWrite<NewIncident, Incident>({
  recognisedBy: 'exact key',
  subject: ({ title }) => title,
  async perform(call, input) {
    if (input.title.length > LONGEST_TITLE)
      throw new ActionRejected(`The title is longer than ServiceNow's ${String(LONGEST_TITLE)} characters.`)
    try {
      return incidentOf(call, await writeRow(call, 'incident', { values: valuesOf(call, input), fields }))
    } catch (error) {
      if (!(error instanceof NotUnique)) throw error
      const first = await byKey(call)
      if (!first) throw new AppUnavailable("ServiceNow has the incident and doesn't show it yet.", error)
      return first
    }
  },
  async find(call, input) {
    const found = await byKey(call)
    if (!found) await refuseTwin(call, input)
    return found
  },
  describe: describeIncident,
})

function valuesOf(call: ActionCall, { title, description, urgency, impact, category }: NewIncident): Record<string, string> {
  return {
    ...{ short_description: title, caller_id: userIdOf(call), correlation_id: call.effectKey, correlation_display: 'Workbot' },
    ...(description !== undefined && { description }),
    ...(urgency !== undefined && { urgency: levels[urgency] }),
    ...(impact !== undefined && { impact: levels[impact] }),
    ...(category !== undefined && { category }),
  }
}

/** A row is looked at again: ServiceNow leaves out a condition that it doesn't understand, and gives any. */
async function byKey(call: ActionCall): Promise<Incident | undefined> {
  const { rows, total } = await listRows(call, 'incident', { conditions: [equals('correlation_id', call.effectKey)], fields, atMost: 2 })
  const found = rows.find((row) => valueOf(row, 'correlation_id') === call.effectKey)
  if (found) return incidentOf(call, found)
  if (rows.length > 0 || (total ?? 0) > 0)
    throw new OutcomeUnknown("ServiceNow has something with Workbot's key, and doesn't show it to this account.")
  return undefined
}

/** An access rule may have dropped our key without a word: then one without a key, of this title and this time, may be it. */
async function refuseTwin(call: ActionCall, { title }: NewIncident): Promise<void> {
  const conditions = [isMe('opened_by'), ...holds('short_description', title)]
  const { rows } = await listRows(call, 'incident', { conditions, fields, atMost: RECENT })
  const since = call.startedAt.getTime() - SKEW_MS
  const twin = rows.find(
    (row) =>
      valueOf(row, 'short_description').trim() === title.trim() &&
      valueOf(row, 'correlation_id') === '' &&
      Date.parse(timeOf(row, 'sys_created_on')) >= since,
  )
  if (twin)
    throw new OutcomeUnknown(`ServiceNow has ${valueOf(twin, 'number')} with this title, and without Workbot's key: it may be this one.`)
}
