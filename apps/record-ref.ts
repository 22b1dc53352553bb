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

/** Asks for all that fit, where it isn't one: somebody chooses. Only the lookup of a run's parameters does; a recipe's own step gets one. */
export interface WantedOfSeveral extends WantedRecord {
  readonly several: 'give'
}

/** One of those that fit. */
export interface RecordMatch {
  readonly id: string
  readonly name: string
  /** What tells it from the others, as the app has it: a stage, a day (`YYYY-MM-DD`), an owner. May be empty. */
  readonly about: readonly string[]
}

/** More than one, `CHOICES_AT_MOST` at most. */
export interface SeveralRecords {
  readonly type: string
  readonly matches: readonly RecordMatch[]
  /** There are others that fit too. */
  readonly isMore: boolean
}

/** So many are offered to be chosen from. */
export const CHOICES_AT_MOST = 25
/** So many are looked for: the one beyond says that there are more. */
export const MATCHES_AT_MOST = CHOICES_AT_MOST + 1
const NAMED_AT_MOST = 5
const SHOWN = 80

/** `Opportunity` of `salesforce.Opportunity`. */
export const kindOf = ({ type }: Pick<WantedRecord, 'type'>): string => type.slice(type.indexOf('.') + 1)

/** The address that was pasted; null where the text is none. */
export function addressIn({ text }: WantedRecord): URL | null {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null
}

export const givesSeveral = (wanted: WantedRecord | WantedOfSeveral): boolean => 'several' in wanted

/** @throws ActionRejected, in words, where there is none, or more than one and one was asked for */
export function theOne(wanted: WantedRecord | WantedOfSeveral, found: readonly RecordMatch[]): RecordRef | SeveralRecords {
  const { type, text } = wanted
  const [one, ...others] = found
  const what = kindOf({ type }).toLowerCase()
  if (!one) throw new ActionRejected(`There is no ${what} “${text.slice(0, SHOWN)}” that this account can see.`)
  if (others.length === 0) return { type, id: one.id, name: one.name }
  if (givesSeveral(wanted)) return { type, matches: found.slice(0, CHOICES_AT_MOST), isMore: found.length > CHOICES_AT_MOST }
  const names = found.slice(0, NAMED_AT_MOST).map(({ id, name }) => `${name.slice(0, SHOWN)} (${id})`)
  throw new ActionRejected(
    `More than one ${what} fits “${text.slice(0, SHOWN)}”: ${names.join(', ')}. Start it again with the id or the address of the one you mean.`,
  )
}

/** @throws ActionRejected where an address was pasted that is of another host, or names no record of this kind */
export function wrongAddress(address: URL, { type }: Pick<WantedRecord, 'type'>): never {
  throw new ActionRejected(`${address.host} isn't where this account works, or the address names no ${kindOf({ type }).toLowerCase()}.`)
}
