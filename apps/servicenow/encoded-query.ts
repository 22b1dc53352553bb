// Encoded queries from typed parts: a value is told from syntax, and no text of a user adds a condition or runs as a script.
// https://www.servicenow.com/docs/r/platform-user-interface/c_EncodedQueryStrings.html
import { ActionRejected } from '../errors.js'

declare const whole: unique symbol
/** One condition, made only here. */
export type Condition = string & { readonly [whole]: true }
/** Names of fields as tables have them. */
type Field = Lowercase<string>

const condition = (text: string): Condition => text as Condition

/** The record's sys_id: 32 hexadecimal digits, and nothing else. @throws ActionRejected */
export function sysId(id: string): string {
  if (/^[0-9a-f]{32}$/.test(id)) return id
  throw new ActionRejected(`"${id.slice(0, 40)}" isn't the id of a record in ServiceNow.`)
}

/** @param value letters, digits, `-`, `_` and `.` only. @throws ActionRejected for any other */
export function equals(field: Field, value: string): Condition {
  if (!/^[\w.-]+$/.test(value)) throw new ActionRejected(`ServiceNow can't be asked for "${value.slice(0, 40)}".`)
  return condition(`${field}=${value}`)
}

/** The account itself; the one script that is ever sent, an example of the vendor's own. */
export const isMe = (field: Field): Condition => condition(`${field}=javascript:gs.getUserID()`)

/**
 * The field holds these words, each part of them anywhere. `^` and line breaks part conditions, and a value that begins with `javascript:`
 * is run on the instance: the text is cut there, so that none of it arrives. Whoever asks looks at the rows again: ServiceNow leaves out
 * a condition that it doesn't understand. @throws ActionRejected where nothing is left
 */
export function holds(field: Field, text: string): readonly Condition[] {
  const parts = partsOf(text)
  if (parts.length === 0) throw new ActionRejected(`There's nothing in "${text.slice(0, 40)}" that ServiceNow can look for.`)
  return parts.map((part) => condition(`${field}LIKE${part}`))
}

/** Whether a row's text is one that `holds` asked for. */
export function isHeldBy(found: string, text: string): boolean {
  return partsOf(text).every((part) => found.toLowerCase().includes(part.toLowerCase()))
}

function partsOf(text: string): string[] {
  return (
    text
      // eslint-disable-next-line no-control-regex -- none of them has a place in a title
      .split(/[\u0000-\u001f\u0085\u2028\u2029^]|javascript\s*:/i)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  )
}

/** @param newestBy the field of time by which the newest come first; records of one second in an order that stays */
export function encodedQuery(conditions: readonly Condition[], newestBy: Field): string {
  return [...conditions, `ORDERBYDESC${newestBy}`, 'ORDERBYDESCsys_id'].join('^')
}
