// What can be queried: each object's rows as an account sees them, with the fields that Salesforce derives and those of parents.
import type { Account } from './accounts.js'
import { objects, stages } from './objects.js'
import { emptyRecord, type RecordStore, type StoredRecord } from './records.js'
import type { Literal } from './soql.js'

/** One record's fields, parents' with a dot: `Owner.Name`. */
export type Row = Readonly<Record<string, Literal>>

export interface TableDeps {
  /** Whose names queries may show. */
  readonly accounts: readonly Account[]
  readonly records: RecordStore
}

export interface Table {
  /** As Salesforce spells it. */
  readonly type: string
  readonly rows: readonly Row[]
  /** A row with every field that there is. */
  readonly example: Row
}

/** Approvals and posts: stored by the platform, readable by everybody in the org who is concerned. */
const platform: Readonly<Record<string, readonly string[]>> = {
  ProcessInstance: ['TargetObjectId', 'Status', 'SubmittedById', 'CompletedDate'],
  ProcessInstanceStep: ['ProcessInstanceId', 'StepStatus', 'ActorId', 'OriginalActorId', 'Comments', 'TargetObjectId'],
  ProcessInstanceWorkitem: ['ProcessInstanceId', 'ActorId', 'OriginalActorId', 'TargetObjectId'],
}
/** Of a step and a work item: only through their process. */
const HIDDEN = 'TargetObjectId'

/** @param mayMatch of the stored records: spares what a query by an indexed field has no use for */
export function tableOf(deps: TableDeps, account: Account, asked: string, mayMatch: (stored: StoredRecord) => boolean): Table | undefined {
  const type = [...Object.keys(objects), ...Object.keys(platform), 'User', 'Organization'].find(
    (name) => name.toLowerCase() === asked.toLowerCase(),
  )
  if (type === undefined) return undefined
  const ofOrg = deps.accounts.filter((one) => one.org.id === account.org.id)
  if (type === 'User') return { type, rows: ofOrg.map(userRow), example: userRow(account) }
  if (type === 'Organization') return { type, rows: [orgRow(account)], example: orgRow(account) }
  const object = objects[type]
  const stored = object ? deps.records.visibleTo(account, type) : deps.records.all(type).filter(({ OrgId }) => OrgId === account.org.id)
  const fields = object ? emptyRecord(object) : Object.fromEntries((platform[type] ?? []).map((name) => [name, null]))
  return { type, rows: stored.filter(mayMatch).map((one) => rowOf(deps, type, one)), example: rowOf(deps, type, { ...blank, ...fields }) }
}

/** A record with everything that Salesforce says of it. */
export function rowOf({ accounts, records }: TableDeps, type: string, record: StoredRecord): Row {
  const { OrgId: _own, ...fields } = record
  const nameOf = (userId: Literal): string | null => accounts.find((one) => one.userId === userId)?.name ?? null
  const people = { 'Owner.Id': record.OwnerId, 'Owner.Name': nameOf(record.OwnerId), 'CreatedBy.Name': nameOf(record.CreatedById) }
  const row: Record<string, Literal> = {
    ...fields,
    ...people,
    CreatedDate: asSalesforce(record.CreatedDate),
    LastModifiedDate: asSalesforce(record.LastModifiedDate),
    SystemModstamp: asSalesforce(record.LastModifiedDate),
  }
  if (type === 'Opportunity') return { ...row, ...ofStage(record.StageName), 'Account.Name': nameOfRecord(records, record.AccountId) }
  if (!(type in platform)) return row
  const process = type === 'ProcessInstance' ? record : records.all('ProcessInstance').find(({ Id }) => Id === record.ProcessInstanceId)
  const target = process?.TargetObjectId ?? null
  const parent = {
    'ProcessInstance.TargetObjectId': target,
    'ProcessInstance.TargetObject.Name': nameOfRecord(records, target),
    'ProcessInstance.Status': process?.Status ?? null,
    'ProcessInstance.CreatedBy.Name': nameOf(process?.CreatedById ?? null),
    'Actor.Name': nameOf(record.ActorId ?? null),
  }
  if (type === 'ProcessInstance')
    return { ...row, 'TargetObject.Name': nameOfRecord(records, target), 'SubmittedBy.Name': nameOf(record.SubmittedById ?? null) }
  const { [HIDDEN]: _of, ...own } = row
  return { ...own, ...parent }
}

function ofStage(name: Literal | undefined): Row {
  const stage = stages[String(name)]
  return { Probability: stage?.probability ?? null, IsClosed: stage?.isClosed ?? false, IsWon: stage?.isWon ?? false }
}

/** An id's first three characters say its object. https://help.salesforce.com/s/articleView?id=000385203&type=1 */
function nameOfRecord(records: RecordStore, id: Literal | undefined): string | null {
  if (typeof id !== 'string') return null
  const type = Object.keys(objects).find((name) => objects[name]?.prefix === id.slice(0, 3))
  const found = type === undefined ? undefined : records.all(type).find(({ Id }) => Id === id)
  return typeof found?.Name === 'string' ? found.Name : null
}

const blank: StoredRecord = {
  ...{ Id: '', OrgId: '', OwnerId: '', CreatedById: '', CreatedDate: '', LastModifiedById: '', LastModifiedDate: '' },
}
const userRow = ({ userId, username, name, email }: Account): Row => ({
  ...{ Id: userId, Username: username, Name: name, Email: email, IsActive: true },
})
const orgRow = ({ org }: Account): Row => ({ Id: org.id, Name: org.name, IsSandbox: org.isSandbox })

/** `2026-11-22T20:31:07.000+0000`: whole seconds. */
function asSalesforce(iso: string): string {
  return iso === '' ? '' : `${iso.slice(0, 19)}.000+0000`
}
