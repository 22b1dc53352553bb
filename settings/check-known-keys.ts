// Whether the keys of a program are those that this database was used with; said in the words of the variables to change.
import { WorkbotError } from '../errors.js'
import { variableOf, type KeyMark, type Ring } from '../keys/rings.js'
import type { KnownKey } from './known-keys.js'

/** The keys that a program has. */
export interface Presented {
  readonly ring: Ring
  /** The variable that names the active key. */
  readonly variable: string
  readonly active: KeyMark
  /** All that it can open with; null where it only seals: the bot and the tokens. */
  readonly opens: readonly KeyMark[] | null
}

/** @throws WorkbotError WB-KEY-006 to -009, where a program with these keys would seal or find what can't be opened */
export function checkKnownKeys(known: readonly KnownKey[], { ring, variable, active, opens }: Presented): void {
  const ofRing = known.filter((key) => key.ring === ring)
  const find = (mark: KeyMark): KnownKey | undefined => ofRing.find(({ id }) => id === mark.id)
  for (const mark of [active, ...(opens ?? [])]) {
    const same = find(mark)
    if (same && same.fingerprint !== mark.fingerprint)
      throw refusal('WB-KEY-006', `${variable}: "${mark.id}" is another key than the one this database knows by that name.`)
  }
  if (find(active)?.retiredAt)
    throw refusal('WB-KEY-008', `${variable}: "${active.id}" is retired and seals nothing any more. Put the newer key in front.`)
  if (opens === null) {
    if (ofRing.length > 0 && !find(active))
      throw refusal('WB-KEY-009', `${variable}: no worker has had the private half of "${active.id}" yet. Give it to the workers first.`)
    return
  }
  const missing = ofRing.find(({ id, activeAt, retiredAt }) => activeAt && !retiredAt && !opens.some((mark) => mark.id === id))
  if (missing)
    throw refusal(
      'WB-KEY-007',
      `${variableOf[ring]} lacks the key "${missing.id}", which sealed what is in this database. Put it back behind the active one, or retire it: npm run keys -- retire ${ring} ${missing.id}`,
    )
}

function refusal(code: `WB-KEY-${number}`, words: string): WorkbotError {
  return new WorkbotError(code, words)
}
