// A record of an app as a recipe's parameter has it, and how the one that was meant is told from others.
import { ActionRejected } from './errors.js'

export interface RecordRef<Type extends string = string> {
  /** `salesforce.Opportunity` */
  readonly type: Type
  readonly id: string
  readonly name: string
}

/** What a person typed or pasted for a record. */
export interface WantedRecord {
  /** `salesforce.Opportunity` */
  readonly type: string
  /** A name, an id, or the record's own address. */
  readonly text: string
}

const NAMED_AT_MOST = 5
const SHOWN = 80

/** `Opportunity` of `salesforce.Opportunity`. */
export const kindOf = ({ type }: Pick<WantedRecord, 'type'>): string => type.slice(type.indexOf('.') + 1)

/** The address that was pasted; null where the text is none. */
export function addressIn({ text }: WantedRecord): URL | null {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null
}

/** @throws ActionRejected, in words, where there is none, or more than one */
export function theOne({ type, text }: WantedRecord, found: readonly Omit<RecordRef, 'type'>[]): RecordRef {
  const [one, ...others] = found
  const what = kindOf({ type }).toLowerCase()
  if (!one) throw new ActionRejected(`There is no ${what} “${text.slice(0, SHOWN)}” that this account can see.`)
  if (others.length === 0) return { type, ...one }
  const names = found.slice(0, NAMED_AT_MOST).map(({ id, name }) => `${name.slice(0, SHOWN)} (${id})`)
  throw new ActionRejected(
    `More than one ${what} fits “${text.slice(0, SHOWN)}”: ${names.join(', ')}. Start it again with the id or the address of the one you mean.`,
  )
}

/** @throws ActionRejected where an address was pasted that is of another host, or names no record of this kind */
export function wrongAddress(address: URL, { type }: Pick<WantedRecord, 'type'>): never {
  throw new ActionRejected(`${address.host} isn't where this account works, or the address names no ${kindOf({ type }).toLowerCase()}.`)
}
