// The records of the stand-in, of every object: created, changed and read within the rights of who asks.
// https://help.salesforce.com/s/articleView?id=platform.security_data_access.htm
import type { JsonFile } from '../json-file.js'
import type { Account } from './accounts.js'
import { checkFields, checkRequired, type Fields } from './check-fields.js'
import { ApiError, notFound } from './errors.js'
import { isSameId, salesforceId } from './ids.js'
import { objects, type ObjectType } from './objects.js'
import type { Literal } from './soql.js'

/** A stored record of any object. `OrgId` is the stand-in's own and never leaves it; dates are ISO with milliseconds. */
export interface StoredRecord {
  readonly Id: string
  readonly OrgId: string
  readonly OwnerId: string
  readonly CreatedById: string
  readonly CreatedDate: string
  LastModifiedById: string
  LastModifiedDate: string
  [field: string]: Literal
}

/** As most tests know it. */
export interface Opportunity extends StoredRecord {
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
  /** Of the other objects, and of approvals and posts, by object. */
  readonly others?: Record<string, StoredRecord[]>
}

export interface RecordStore {
  create(account: Account, type: string, fields: Fields): Promise<string>
  /** @param unmodifiedSince refused where it was changed after that */
  update(
    account: Account,
    at: { readonly type: string; readonly id: string; readonly unmodifiedSince: Date | null },
    fields: Fields,
  ): Promise<void>
  get(account: Account, type: string, id: string): StoredRecord
  getByKey(account: Account, type: string, key: string): StoredRecord
  visibleTo(account: Account, type: string): StoredRecord[]
  /** What the platform itself stores, without a check of fields. */
  add(account: Account, type: { readonly name: string; readonly prefix: string }, fields: Record<string, Literal>): Promise<StoredRecord>
  /** Every record of an object, of all orgs. */
  all(type: string): StoredRecord[]
  save(): Promise<void>
}

export function createRecords(file: JsonFile<Records>): RecordStore {
  const { value: stored } = file
  const others = (stored as { others?: Record<string, StoredRecord[]> }).others ?? {}
  Object.assign(stored, { others })
  const all = (type: string): StoredRecord[] => (type === 'Opportunity' ? stored.opportunities : (others[type] ??= []))

  /** Whoever is asked to approve a record may read it. */
  const isApprover = ({ userId }: Account, id: string): boolean =>
    all('ProcessInstanceWorkitem').some((item) => item.ActorId === userId && item.TargetObjectId === id)
  const mayChange = (account: Account, one: StoredRecord): boolean => account.rights === 'viewAll' || one.OwnerId === account.userId
  const visibleTo = (account: Account, type: string): StoredRecord[] =>
    all(type).filter(
      (one) =>
        one.OrgId === account.org.id &&
        (mayChange(account, one) || objects[type]?.sharing === 'everybody reads' || isApprover(account, one.Id)),
    )
  const get = (account: Account, type: string, id: string): StoredRecord => {
    const found = visibleTo(account, type).find((one) => isSameId(one.Id, id))
    if (!found) throw notFound()
    return found
  }
  const isLocked = (id: string): boolean =>
    all('ProcessInstance').some(({ TargetObjectId, Status }) => TargetObjectId === id && Status === 'Pending')

  const add: RecordStore['add'] = async (account, { name, prefix }, fields) => {
    const now = new Date().toISOString()
    const record = {
      ...fields,
      ...{ Id: salesforceId(prefix, stored.nextNumber++), OrgId: account.org.id, OwnerId: account.userId },
      ...{ CreatedById: account.userId, CreatedDate: now, LastModifiedById: account.userId, LastModifiedDate: now },
    }
    all(name).push(record)
    await file.save()
    return record
  }

  return {
    ...{ all, visibleTo, get, add, save: () => file.save() },
    getByKey(account, type, key) {
      const found = visibleTo(account, type).find((one) => one.Workbot_Key__c === key)
      if (!found || !objects[type]?.fields.Workbot_Key__c?.unique) throw notFound()
      return found
    },
    async create(account, type, fields) {
      const object = typeOf(type)
      if (account.rights === 'readOnly') throw new ApiError(403, 'INSUFFICIENT_ACCESS', `insufficient access rights on entity: ${type}`)
      const values = { ...emptyRecord(object), ...checkFields(type, object, account, fields) }
      checkRequired(object, (name) => (values[name] ?? null) === null)
      refuseDuplicate(all(type), object, { orgId: account.org.id, key: values.Workbot_Key__c })
      return (await add(account, { name: type, prefix: object.prefix }, values as Record<string, Literal>)).Id
    },
    async update(account, { type, id, unmodifiedSince }, fields) {
      const object = typeOf(type)
      const record = get(account, type, id)
      if (account.rights === 'readOnly' || !mayChange(account, record))
        throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
      // HTTP's dates have no milliseconds. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_conditional_requests.htm
      if (unmodifiedSince && Math.floor(Date.parse(record.LastModifiedDate) / 1_000) > Math.floor(unmodifiedSince.getTime() / 1_000))
        throw new ApiError(412, 'PRECONDITION_FAILED', 'The record was modified since the given date')
      if (isLocked(record.Id) && account.rights !== 'viewAll')
        throw new ApiError(400, 'ENTITY_IS_LOCKED', 'This record is locked. If you need to edit it, contact your admin.', [])
      const values = checkFields(type, object, account, fields)
      checkRequired(object, (name) => name in values && values[name] === null)
      refuseDuplicate(all(type), object, { orgId: account.org.id, key: values.Workbot_Key__c, except: record.Id })
      Object.assign(record, values, { LastModifiedById: account.userId, LastModifiedDate: new Date().toISOString() })
      await file.save()
    },
  }
}

/** @throws ApiError for an object that the stand-in doesn't have */
export function typeOf(name: string): ObjectType {
  const object = objects[name]
  if (!object) throw notFound()
  return object
}

/** Every field of an object: null, or its default. */
export function emptyRecord({ fields }: ObjectType): Record<string, Literal> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.hasDefault ? (field.values?.[0] ?? null) : null]))
}

/** A unique field is unique over the whole org, whoever may see the record. */
function refuseDuplicate(
  all: readonly StoredRecord[],
  { fields }: ObjectType,
  { orgId, key, except }: { orgId: string; key: unknown; except?: string },
): void {
  if (!fields.Workbot_Key__c?.unique || typeof key !== 'string') return
  const found = all.find((one) => one.OrgId === orgId && one.Workbot_Key__c === key && one.Id !== except)
  if (!found) return
  throw new ApiError(400, 'DUPLICATE_VALUE', `duplicate value found: Workbot_Key__c duplicates value on record with id: ${found.Id}`, [])
}
