// The two buttons under a run that ended before it did anything.
import type { Catalogue } from '../catalogue.js'
import { pressButton, type Button } from '../elements.js'

/** What *Run again* and *Discard* name. */
export interface Again {
  readonly run: string
  /** The recipe has parameters. */
  readonly hasEntries: boolean
  /** For one decision. */
  readonly nonce: string
}

export function againButtons({ run, hasEntries, nonce }: Again, text: Catalogue): Button[] {
  return [
    pressButton(hasEntries ? text.ended.runAgainSame() : text.ended.runAgain(), { press: 'runAgain', run, nonce }),
    pressButton(text.ended.discard(), { press: 'discardRun', run, nonce }),
  ]
}
