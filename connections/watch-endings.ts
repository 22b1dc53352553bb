// Watches tokens end at their apps, for whoever sits at a shell. The workers end them; nothing is lost where nobody watches.
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database.js'
import { countEndings, type Endings, type EndingsOf } from './count-endings.js'

export interface Watching {
  readonly db: Database
  readonly print: (line: string) => void
  /** Gives up watching where nothing has moved for so long; a minute unless told. */
  readonly quietMs?: number
}

const LOOK_MS = 500

/** Resolves once nothing is open, or nothing moves any more. @param meanwhile done at each look */
export async function watchEndings(
  { db, print, quietMs = 60_000 }: Watching,
  of: EndingsOf,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Endings[]> {
  let said = ''
  let movedAt = performance.now()
  for (;;) {
    await meanwhile()
    const endings = await countEndings(db, of)
    const { confirmed, open, givenUp } = sum(endings)
    const now = `  ${String(confirmed)} confirmed, ${String(open)} to go${givenUp > 0 ? `, ${String(givenUp)} given up` : ''}`
    if (now !== said) {
      print(now)
      movedAt = performance.now()
    }
    said = now
    if (open === 0 || performance.now() - movedAt > quietMs) return endings
    await wait(LOOK_MS)
  }
}

export function sum(endings: readonly Endings[]): Omit<Endings, 'configurationId'> {
  const total = (field: 'confirmed' | 'open' | 'givenUp') => endings.reduce((all, each) => all + each[field], 0)
  return { confirmed: total('confirmed'), open: total('open'), givenUp: total('givenUp') }
}
