// Records of any object, by the API names of object and fields.
import { z } from 'zod'
import type { FieldValue } from './update-record.js'

/** A record with the fields that were asked for; those of parents by their path: `Owner.Name`. */
export interface SalesforceRecord {
  readonly id: string
  readonly fields: Readonly<Record<string, FieldValue>>
}

/** Fields to be written; `WhatId: { id }` takes a record for its id. */
export type WrittenFields = Readonly<Record<string, FieldValue | { readonly id: string }>>

const raw = z.looseObject({ Id: z.string() })
export const recordRow = raw

export function toRecord(record: z.infer<typeof raw>, asked: readonly string[]): SalesforceRecord {
  return { id: record.Id, fields: Object.fromEntries(asked.map((field) => [field, valueAt(record, field.split('.'))])) }
}

/** A parent that isn't there is null, and so are its fields. */
function valueAt(value: unknown, [first, ...rest]: readonly string[]): FieldValue {
  if (first === undefined) return ['string', 'number', 'boolean'].includes(typeof value) ? (value as FieldValue) : null
  return typeof value === 'object' && value !== null ? valueAt((value as Record<string, unknown>)[first], rest) : null
}

export function writtenFields(fields: WrittenFields): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'object' && value !== null ? value.id : value]),
  )
}
