// SOQL from typed parts: values are escaped, names are checked, and no text of a user becomes syntax.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
import { ActionRejected } from '../errors.js'

/** What a field is compared with. A date is `YYYY-MM-DD`, of a field that holds dates: `{ date: '2026-11-22' }`. */
export type SoqlValue = string | number | boolean | null | { readonly date: string }
const operators = { is: '=', isNot: '!=', below: '<', above: '>', atMost: '<=', atLeast: '>=' } as const

export interface Condition {
  readonly field: string
  /** `contains`: anywhere in a text, without its case. */
  readonly op: keyof typeof operators | 'contains'
  readonly value: SoqlValue
}

export interface Query {
  readonly object: string
  readonly fields: readonly string[]
  readonly where?: readonly Condition[]
  readonly orderBy?: { readonly field: string; readonly direction: 'asc' | 'desc' }
  readonly limit: number
}

/** The whole query. @throws ActionRejected for a name or a date that is none */
export function soql({ object, fields, where = [], orderBy, limit }: Query): string {
  const conditions = where.map(({ field, op, value }) =>
    op === 'contains' ? `${soqlName(field)} like ${soqlLike(value)}` : `${soqlName(field)} ${operators[op]} ${soqlValue(value)}`,
  )
  return [
    `select ${fields.map(soqlName).join(', ')} from ${soqlName(object)}`,
    ...(conditions.length > 0 ? [`where ${conditions.join(' and ')}`] : []),
    ...(orderBy ? [`order by ${soqlName(orderBy.field)} ${orderBy.direction} nulls last`] : []),
    `limit ${String(Math.max(1, Math.trunc(limit)))}`,
  ].join(' ')
}

/** An object's or a field's API name, with its parents: `Owner.Name`, `Discount__c`. */
export function soqlName(name: string): string {
  if (/^[A-Za-z]\w{0,79}(\.[A-Za-z]\w{0,79}){0,5}$/.test(name)) return name
  throw new ActionRejected(`"${name.slice(0, 80)}" is no name of an object or a field.`)
}

function soqlValue(value: SoqlValue): string {
  if (typeof value === 'string') return soqlString(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value.toFixed(10).replace(/\.?0+$/, '')
    throw new ActionRejected('A number is needed.')
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(value.date) && !Number.isNaN(Date.parse(value.date))) return value.date
  throw new ActionRejected(`"${value.date.slice(0, 40)}" is no date of the form YYYY-MM-DD.`)
}

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm */
function soqlLike(value: SoqlValue): string {
  if (typeof value !== 'string') throw new ActionRejected('Only texts are searched in.')
  return `'%${escaped(value).replace(/[%_]/g, '\\$&')}%'`
}

/** A string literal, quotes included. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
function soqlString(value: string): string {
  return `'${escaped(value)}'`
}

function escaped(value: string): string {
  return (
    value
      .replace(/\\/g, '\\\\')
      .replace(/'/g, "\\'")
      .replace(/\n/g, '\\n')
      .replace(/\r/g, '\\r')
      .replace(/\t/g, '\\t')
      // eslint-disable-next-line no-control-regex -- other control characters have no escape and no place in a name
      .replace(/[\u0000-\u001f]/g, '')
  )
}
