// The objects of the stand-in's orgs: their fields, what each accepts, and who sees whose records.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm

export type FieldType = 'string' | 'textarea' | 'currency' | 'percent' | 'date' | 'picklist' | 'reference'

/** One field that can be written. */
export interface Field {
  readonly type: FieldType
  readonly label: string
  readonly required?: boolean
  readonly maxLength?: number
  /** A picklist's values; the first is what a new record has, where the field has a default. */
  readonly values?: readonly string[]
  readonly hasDefault?: boolean
  /** Values that were switched off: described, and refused. */
  readonly inactive?: readonly string[]
  readonly unique?: boolean
  /** Objects that a reference may lead to. */
  readonly to?: readonly string[]
  /** A validation rule of the org: no more than this. */
  readonly max?: number
}

export interface ObjectType {
  readonly label: string
  /** First three characters of its ids. */
  readonly prefix: string
  /** Who sees a record besides its owner and who views all. */
  readonly sharing: 'private' | 'everybody reads'
  readonly fields: Readonly<Record<string, Field>>
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

const name: Field = { type: 'string', label: 'Name', required: true, maxLength: 120 }
/** What the set-up of Workbot adds to an object. */
const key: Field = { type: 'string', label: 'Workbot Key', maxLength: 255, unique: true }
const account: Field = { type: 'reference', label: 'Account ID', to: ['Account'] }

export const objects: Readonly<Record<string, ObjectType>> = {
  Opportunity: {
    ...{ label: 'Opportunity', prefix: '006', sharing: 'private' },
    fields: {
      Name: name,
      StageName: { type: 'picklist', label: 'Stage', required: true, values: Object.keys(stages), inactive: ['Perception Analysis'] },
      CloseDate: { type: 'date', label: 'Close Date', required: true },
      Amount: { type: 'currency', label: 'Amount' },
      Description: { type: 'textarea', label: 'Description', maxLength: 32_000 },
      NextStep: { type: 'string', label: 'Next Step', maxLength: 255 },
      AccountId: account,
      Discount__c: { type: 'percent', label: 'Discount', max: 60 },
      Deal_Room__c: { type: 'string', label: 'Deal Room', maxLength: 255 },
      Onboarding__c: { type: 'string', label: 'Onboarding', maxLength: 80 },
      Workbot_Key__c: key,
    },
  },
  Account: {
    ...{ label: 'Account', prefix: '001', sharing: 'everybody reads' },
    fields: {
      Name: { ...name, maxLength: 255 },
      Industry: { type: 'picklist', label: 'Industry', values: ['Manufacturing', 'Retail', 'Technology'] },
      Phone: { type: 'string', label: 'Phone', maxLength: 40 },
      Workbot_Key__c: key,
    },
  },
  Contact: {
    ...{ label: 'Contact', prefix: '003', sharing: 'private' },
    fields: {
      FirstName: { type: 'string', label: 'First Name', maxLength: 40 },
      LastName: { ...name, label: 'Last Name', maxLength: 80 },
      Email: { type: 'string', label: 'Email', maxLength: 80 },
      AccountId: account,
      Workbot_Key__c: key,
    },
  },
  Task: {
    ...{ label: 'Task', prefix: '00T', sharing: 'private' },
    fields: {
      Subject: { type: 'string', label: 'Subject', maxLength: 255 },
      ActivityDate: { type: 'date', label: 'Due Date Only' },
      Status: { type: 'picklist', label: 'Status', hasDefault: true, values: ['Not Started', 'In Progress', 'Completed'] },
      Priority: { type: 'picklist', label: 'Priority', hasDefault: true, values: ['Normal', 'High', 'Low'] },
      Description: { type: 'textarea', label: 'Description', maxLength: 32_000 },
      WhatId: { type: 'reference', label: 'Related To ID', to: ['Account', 'Opportunity'] },
      WhoId: { type: 'reference', label: 'Name ID', to: ['Contact'] },
      // A custom field of activities holds text and is no external id.
      Workbot_Key__c: { type: 'string', label: 'Workbot Key', maxLength: 255 },
    },
  },
}
