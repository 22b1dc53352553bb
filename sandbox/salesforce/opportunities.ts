// The opportunities of the stand-in: their fields, what is accepted, and who may see and change them.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
import type { JsonFile } from '../json-file.js'
import type { Account } from './accounts.js'
import { ApiError, notFound } from './errors.js'
import { isSameId, salesforceId } from './ids.js'

/** A stored opportunity. `OrgId` is the stand-in's own and never leaves it. */
export interface Opportunity {
  readonly Id: string
  readonly OrgId: string
  readonly OwnerId: string
  readonly CreatedById: string
  readonly CreatedDate: string
  LastModifiedById: string
  LastModifiedDate: string
  Name: string
  StageName: string
  CloseDate: string
  Amount: number | null
  Description: string | null
  NextStep: string | null
  Workbot_Key__c: string | null
}

/** What the file holds. */
export interface Records {
  nextNumber: number
  readonly opportunities: Opportunity[]
}

/** Picklist values with what the org's sales process says about each. */
export const stages: Readonly<Record<string, { readonly probability: number; readonly isClosed: boolean; readonly isWon: boolean }>> = {
  Prospecting: { probability: 10, isClosed: false, isWon: false },
  Qualification: { probability: 10, isClosed: false, isWon: false },
  Proposal: { probability: 75, isClosed: false, isWon: false },
  Negotiation: { probability: 90, isClosed: false, isWon: false },
  'Closed Won': { probability: 100, isClosed: true, isWon: true },
  'Closed Lost': { probability: 0, isClosed: true, isWon: false },
}

type Fields = Record<string, unknown>
type Kind = 'text' | 'number' | 'date' | 'stage'

/** The fields that can be written. */
const writable: Readonly<Record<string, { readonly kind: Kind; readonly required?: boolean; readonly maxLength?: number }>> = {
  Name: { kind: 'text', required: true, maxLength: 120 },
  StageName: { kind: 'stage', required: true },
  CloseDate: { kind: 'date', required: true },
  Amount: { kind: 'number' },
  Description: { kind: 'text', maxLength: 32_000 },
  NextStep: { kind: 'text', maxLength: 255 },
  Workbot_Key__c: { kind: 'text', maxLength: 255 },
}

/** The table with the rights of Salesforce's private sharing model: the owner, and who views all. */
export interface Opportunities {
  create(account: Account, fields: Fields): Promise<string>
  update(account: Account, id: string, fields: Fields): Promise<void>
  get(account: Account, id: string): Opportunity
  getByKey(account: Account, key: string): Opportunity
  visibleTo(account: Account): Opportunity[]
}

export function createOpportunities(file: JsonFile<Records>): Opportunities {
  const { value: records } = file
  const visibleTo = (account: Account): Opportunity[] =>
    records.opportunities.filter((one) => one.OrgId === account.org.id && (account.rights === 'viewAll' || one.OwnerId === account.userId))
  const get = (account: Account, id: string): Opportunity => {
    const found = visibleTo(account).find((one) => isSameId(one.Id, id))
    if (!found) throw notFound()
    return found
  }
  return {
    visibleTo,
    get,
    getByKey(account, key) {
      const found = visibleTo(account).find((one) => one.Workbot_Key__c === key)
      if (!found) throw notFound()
      return found
    },
    async create(account, fields) {
      if (account.rights === 'readOnly') throw new ApiError(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights on entity: Opportunity')
      const values = checked(fields)
      const missing = Object.keys(writable).filter((name) => writable[name]?.required && (values[name] ?? null) === null)
      if (missing.length > 0)
        throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)
      refuseDuplicate(records.opportunities, account.org.id, values.Workbot_Key__c)
      const now = new Date().toISOString()
      const opportunity = {
        ...{ Amount: null, Description: null, NextStep: null, Workbot_Key__c: null },
        ...values,
        ...{ Id: salesforceId('006', records.nextNumber++), OrgId: account.org.id, OwnerId: account.userId },
        ...{ CreatedById: account.userId, CreatedDate: now, LastModifiedById: account.userId, LastModifiedDate: now },
      } as Opportunity
      records.opportunities.push(opportunity)
      await file.save()
      return opportunity.Id
    },
    async update(account, id, fields) {
      const opportunity = get(account, id)
      if (account.rights === 'readOnly') {
        throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
      }
      const values = checked(fields)
      const emptied = Object.keys(values).filter((name) => writable[name]?.required && values[name] === null)
      if (emptied.length > 0)
        throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${emptied.join(', ')}]`, emptied)
      refuseDuplicate(records.opportunities, account.org.id, values.Workbot_Key__c, opportunity.Id)
      Object.assign(opportunity, values, { LastModifiedById: account.userId, LastModifiedDate: new Date().toISOString() })
      await file.save()
    },
  }
}

/** Knows each field, its type and its length; an empty text is null, as in Salesforce. */
function checked(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const field = writable[name]
      if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type Opportunity`)
      if (value === null || value === undefined || value === '') return [name, null]
      return [name, checkedValue(name, field.kind, field.maxLength, value)]
    }),
  )
}

function checkedValue(name: string, kind: Kind, maxLength: number | undefined, value: unknown): unknown {
  if (kind === 'number') {
    if (typeof value !== 'number') throw unreadable('double', value)
    if (Math.abs(value) >= 1e16)
      throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `${name}: value outside of valid range on numeric field: ${String(value)}`, [
        name,
      ])
    return value
  }
  if (typeof value !== 'string') throw unreadable(kind === 'date' ? 'date' : 'string', value)
  if (kind === 'date') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw unreadable('date', value)
  } else if (kind === 'stage') {
    if (!stages[value]) {
      const message = `${name}: bad value for restricted picklist field: ${value}`
      throw new ApiError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [name])
    }
  } else if (maxLength !== undefined && value.length > maxLength) {
    throw new ApiError(400, 'STRING_TOO_LONG', `${name}: data value too large: ${value.slice(0, 60)} (max length=${String(maxLength)})`, [
      name,
    ])
  }
  return value
}

function unreadable(type: string, value: unknown): ApiError {
  return new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from VALUE_${(typeof value).toUpperCase()} value ${String(value)}`,
  )
}

/** `Workbot_Key__c` is unique over the whole org, whoever may see the record. */
function refuseDuplicate(all: readonly Opportunity[], orgId: string, key: unknown, except?: string): void {
  const found = typeof key === 'string' && all.find((one) => one.OrgId === orgId && one.Workbot_Key__c === key && one.Id !== except)
  if (!found) return
  throw new ApiError(400, 'DUPLICATE_VALUE', `duplicate value found: Workbot_Key__c duplicates value on record with id: ${found.Id}`, [])
}
