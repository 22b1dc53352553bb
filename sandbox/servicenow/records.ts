// Everything that is in the instance, kept in one file: records, journals, the bytes of attachments; and how a record is written.
import { randomBytes } from 'node:crypto'
import { openJsonFile } from '../json-file.js'
import { serviceNowUsers, type User } from './accounts.js'
import { catalogItems } from './catalog-items.js'
import type { Row } from './schema.js'
import { seededRows } from './seed.js'

export interface JournalEntry {
  /** The record's sys_id. */
  readonly element_id: string
  /** `comments`, `work_notes` */
  readonly element: string
  readonly value: string
  /** The user's name, as people see it. */
  readonly by: string
  readonly sys_created_on: string
}

/** A journal's name, and what is added to it. */
export type Note = readonly [element: string, text: string]

interface Kept {
  readonly rows: Record<string, Row[]>
  readonly journal: JournalEntry[]
  /** Base64, by the attachment's sys_id. */
  readonly bytes: Record<string, string>
}

export interface Records {
  /** The records of a table; users and catalog items are the same at every start. */
  rows(table: string): readonly Row[]
  /** Whatever has this sys_id. */
  find(id: string): Row | undefined
  readonly journal: readonly JournalEntry[]
  bytesOf(attachment: string): Buffer | undefined
  /** Adds a record with system fields and, for a task, a number. */
  insert(table: string, user: User, values: Row, bytes?: Buffer): Row
  /** Writes values into a record, and texts into its journals, as one update; one that changes nothing isn't an update. */
  change(row: Row, user: User, values: Row, notes?: readonly Note[]): void
  /** Texts of a record that is being made: no update of it. */
  note(row: Row, user: User, notes: readonly Note[]): void
  save(): Promise<void>
}

const NUMBERED: Readonly<Record<string, string>> = { incident: 'INC', sc_request: 'REQ', sc_req_item: 'RITM' }

export function openRecords(file: string | null): Records {
  const kept = openJsonFile<Kept>(file, { rows: seededRows(), journal: [], bytes: {} })
  const { rows, journal, bytes } = kept.value
  const fixed: Readonly<Record<string, readonly Row[]>> = {
    sys_user: serviceNowUsers.map(({ sys_id, user_name, email, name }) => ({ sys_id, user_name, email, name })),
    sc_cat_item: catalogItems.map(({ sys_id, name, short_description }) => ({ sys_id, name, short_description })),
  }
  const touch = (row: Row, user: User): void => {
    Object.assign(row, { sys_updated_on: now(), sys_updated_by: user.user_name, sys_mod_count: String(Number(row.sys_mod_count) + 1) })
  }
  const note: Records['note'] = (row, user, notes) => {
    for (const [element, value] of notes)
      journal.push({ element_id: row.sys_id ?? '', element, value, by: user.name, sys_created_on: now() })
  }
  return {
    note,
    rows: (table) => fixed[table] ?? rows[table] ?? [],
    find: (id) => [...Object.values(fixed), ...Object.values(rows)].flat().find((row) => row.sys_id === id),
    journal,
    bytesOf: (attachment) => (bytes[attachment] === undefined ? undefined : Buffer.from(bytes[attachment], 'base64')),
    insert(table, user, values, content) {
      const [at, sys_id] = [now(), randomBytes(16).toString('hex')]
      const system = { sys_id, sys_created_on: at, sys_created_by: user.user_name, sys_updated_on: at, sys_updated_by: user.user_name }
      const prefix = NUMBERED[table]
      const list = (rows[table] ??= [])
      const number = `${prefix ?? ''}${String(10_001 + list.length).padStart(7, '0')}`
      const isTask = prefix !== undefined
      const row = { ...values, ...(isTask && { number, opened_by: user.sys_id, opened_at: at }), ...system, sys_mod_count: '0' }
      list.push(row)
      if (content) bytes[sys_id] = content.toString('base64')
      return row
    },
    change(row, user, values, notes = []) {
      const changed = Object.entries(values).filter(([name, value]) => (row[name] ?? '') !== value)
      if (changed.length === 0 && notes.length === 0) return
      Object.assign(row, Object.fromEntries(changed))
      note(row, user, notes)
      touch(row, user)
    },
    save: () => kept.save(),
  }
}

/** `2026-11-22 16:40:05` in UTC, as the database has times. */
export function now(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ')
}
