// Adds a comment, which the incident's caller reads, or a work note, which only those read who work on it.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { ActionRejected, afterDoingNothing, OutcomeUnknown, PermissionDenied } from '../../errors.js'
import { describeIncident, incidentFields, incidentOf, type Incident } from '../incident.js'
import { addedSince, seeJournal } from '../journal.js'
import { readRow, valueOf, writeRow, type Row } from '../table.js'

export interface IncidentComment {
  readonly id: string
  /** For the card of a lost answer. */
  readonly number?: string | undefined
  readonly text: string
  /** A comment unless told. */
  readonly as?: 'comment' | 'work note'
}

const fieldOf = ({ as = 'comment' }: IncidentComment): string => (as === 'comment' ? 'comments' : 'work_notes')
const noted = z.object({ updates: z.string(), seen: z.object({ length: z.number(), sha256: z.string() }).nullable() })
type Noted = z.infer<typeof noted>

export const commentOnIncident = defineWrite<IncidentComment, Incident>({
  recognisedBy: 'exact key',
  subject: ({ number }) => number,
  async perform(call, input) {
    const field = fieldOf(input)
    const text = plain(input.text)
    if (text === '') throw new ActionRejected('There is nothing to say.')
    const before = await noteJournal(call, input)
    const row = await writeRow(call, 'incident', { id: input.id, values: { [field]: text }, fields: fieldsWith(field) })
    // A field that the account may not write stays as it was, and nothing is said of it.
    const isTaken = hasArrived(row, field, { text, before }) ?? valueOf(row, 'sys_mod_count') !== before.updates
    if (!isTaken) {
      const journal = `the ${input.as ?? 'comment'}s of ${valueOf(row, 'number')}`
      throw afterDoingNothing(new PermissionDenied(`ServiceNow left ${journal} as they were: this account may not write there.`))
    }
    return incidentOf(call, row)
  },
  async find(call, input) {
    const field = fieldOf(input)
    const before = noted.parse(await noteJournal(call, input))
    const row = await readRow(call, 'incident', { id: input.id, fields: fieldsWith(field) })
    if (before.updates !== '' && valueOf(row, 'sys_mod_count') === before.updates) return undefined
    const arrived = hasArrived(row, field, { text: plain(input.text), before })
    if (arrived === null) throw new OutcomeUnknown(`${valueOf(row, 'number')} was changed since, and doesn't show whether by this comment.`)
    return arrived ? incidentOf(call, row) : undefined
  },
  describe: describeIncident,
})

const fieldsWith = (field: string): string[] => [...incidentFields, 'sys_mod_count', field]

function noteJournal(call: ActionCall, input: IncidentComment): Promise<Noted> {
  return call.noteOnce(async () => {
    const field = fieldOf(input)
    const row = await readRow(call, 'incident', { id: input.id, fields: fieldsWith(field) })
    return { updates: valueOf(row, 'sys_mod_count'), seen: seeJournal(row, field) }
  })
}

/** Null where that can't be told. */
function hasArrived(row: Row, field: string, { text, before }: { text: string; before: Noted }): boolean | null {
  const added = addedSince(row, field, before.seen)
  return added === null ? null : inOneLine(added).includes(inOneLine(text))
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Between `[code]` and `[/code]` a journal takes HTML; what people type is text. */
function plain(text: string): string {
  return text.replace(/\[(?=\/?code\])/gi, '[ ').trim()
}
