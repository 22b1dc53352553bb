// Writes fields of an incident that is there, and sees whether they were taken: by its count of updates before, and by its values after.
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { ActionRejected, afterDoingNothing, OutcomeUnknown, PermissionDenied } from '../errors.js'
import { incidentFields, incidentOf, type Incident } from './incident.js'
import { readRow, shownOf, valueOf, writeRow, type Row } from './table.js'

export interface ChangedIncident extends Incident {
  /** Fields that ServiceNow left as they were, because the account may not write them. */
  readonly ignored: readonly string[]
}

/** A field by its name in the table. */
export type Values = Readonly<Record<string, string>>

interface Change {
  readonly id: string
  readonly values: Values
  /** Why it can't be changed as it is now; undefined where it can. */
  readonly refuses?: (row: Row) => string | undefined
}

const labels: Values = {
  ...{ short_description: 'Short description', description: 'Description', state: 'State', urgency: 'Urgency', impact: 'Impact' },
  ...{ category: 'Category', assigned_to: 'Assigned to', close_code: 'Resolution code', close_notes: 'Resolution notes' },
}
const noted = z.object({ updates: z.string() })
const fieldsFor = (values: Values): string[] => [...incidentFields, 'sys_mod_count', 'sys_updated_by', ...Object.keys(values)]

/** @throws PermissionDenied where nothing of it was taken */
export async function writeFields(call: ActionCall, change: Change): Promise<ChangedIncident> {
  const { id, values } = change
  if (Object.keys(values).length === 0) throw new ActionRejected('There is nothing to change.')
  await noteUpdates(call, change)
  const row = await writeRow(call, 'incident', { id, values, fields: fieldsFor(values) })
  const ignored = notTaken(row, values)
  if (ignored.length === Object.keys(values).length) {
    const why = `ServiceNow left ${inWords(ignored)} of ${valueOf(row, 'number')} as it was: this account may not write there.`
    throw afterDoingNothing(new PermissionDenied(why))
  }
  return { ...incidentOf(call, row), ignored }
}

/**
 * Undefined where nothing was written since the note was taken. Where all values are in place, a second write would change nothing.
 * @throws OutcomeUnknown where somebody has written since, and it isn't what was sent
 */
export async function findFields(call: ActionCall, change: Change): Promise<ChangedIncident | undefined> {
  const { id, values } = change
  const { updates } = noted.parse(await noteUpdates(call, change))
  const row = await readRow(call, 'incident', { id, fields: fieldsFor(values) })
  if (notTaken(row, values).length === 0) return { ...incidentOf(call, row), ignored: [] }
  if (updates !== '' && valueOf(row, 'sys_mod_count') === updates) return undefined
  throw new OutcomeUnknown(`${valueOf(row, 'number')} was changed by ${shownOf(row, 'sys_updated_by')} since, and isn't as it was to be.`)
}

function noteUpdates(call: ActionCall, { id, values, refuses }: Change): Promise<z.infer<typeof noted>> {
  return call.noteOnce(async () => {
    const row = await readRow(call, 'incident', { id, fields: fieldsFor(values) })
    const why = refuses?.(row)
    if (why !== undefined) throw new ActionRejected(why)
    return { updates: valueOf(row, 'sys_mod_count') }
  })
}

const notTaken = (row: Row, values: Values): string[] =>
  Object.keys(values).filter((name) => sameText(valueOf(row, name)) !== sameText(values[name]))
const inWords = (names: readonly string[]): string => new Intl.ListFormat('en').format(names.map((name) => `*${labels[name] ?? name}*`))

/** ServiceNow trims, and has its own line ends. */
const sameText = (text = ''): string => text.replace(/\s+/g, ' ').trim()
