// What is accepted in the fields of a record, and how Salesforce says no to the rest.
import type { Account } from './accounts.js'
import { ApiError } from './errors.js'
import type { Field, ObjectType } from './objects.js'

export type Fields = Readonly<Record<string, unknown>>

/** Knows each field, its type and its length; an empty text is null, as in Salesforce. @throws ApiError */
export function checkFields(type: string, { fields }: ObjectType, account: Account, given: Fields): Record<string, unknown> {
  const locked = Object.keys(given).filter((name) => account.cantEdit?.includes(`${type}.${name}`))
  if (locked.length > 0) {
    const message = `Unable to create/update fields: ${locked.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`
    throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, locked)
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const field = account.cantSee?.includes(`${type}.${name}`) ? undefined : fields[name]
      if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${type}`)
      return [name, value === null || value === undefined || value === '' ? null : checkedValue(name, field, value)]
    }),
  )
}

/** @throws ApiError where one of them would be empty */
export function checkRequired({ fields }: ObjectType, isEmpty: (name: string) => boolean): void {
  const missing = Object.keys(fields).filter((name) => fields[name]?.required && isEmpty(name))
  if (missing.length > 0) throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)
}

function checkedValue(name: string, field: Field, value: unknown): unknown {
  if (field.type === 'currency' || field.type === 'percent') return checkedNumber(name, field, value)
  if (typeof value !== 'string') throw unreadable(field.type === 'date' ? 'date' : 'string', value)
  if (field.type === 'date') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw unreadable('date', value)
  } else if (field.type === 'reference') {
    if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(value))
      throw new ApiError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [name])
  } else if (field.values && !field.values.includes(value)) {
    const message = `${field.label}: bad value for restricted picklist field: ${value}`
    throw new ApiError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [name])
  } else if (field.maxLength !== undefined && value.length > field.maxLength) {
    const message = `${field.label}: data value too large: ${value.slice(0, 60)} (max length=${String(field.maxLength)})`
    throw new ApiError(400, 'STRING_TOO_LONG', message, [name])
  }
  return value
}

function checkedNumber(name: string, { label, max }: Field, value: unknown): number {
  if (typeof value !== 'number') throw unreadable('double', value)
  if (Math.abs(value) >= 1e16) {
    const message = `${label}: value outside of valid range on numeric field: ${String(value)}`
    throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, [name])
  }
  if (max !== undefined && value > max) {
    throw new ApiError(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', `${label} can't be more than ${String(max)}.`, [name])
  }
  return value
}

function unreadable(type: string, value: unknown): ApiError {
  const message = `Cannot deserialize instance of ${type} from VALUE_${(typeof value).toUpperCase()} value ${String(value)}`
  return new ApiError(400, 'JSON_PARSER_ERROR', message)
}
