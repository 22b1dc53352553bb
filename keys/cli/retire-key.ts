// `npm run keys -- retire <ring> <id>`: refuses while anything needs the key, and says what.
import type { Database } from '../../database.js'
import { variableOf, type Ring } from '../rings.js'
import type { KeysResult } from '../keys-command.js'
import { noteRetired } from '../../settings/known-keys.js'
import { findKeyStates, type KeyState, type StateDeps } from './key-states.js'
import { newestActive } from './show-status.js'

export interface RetireDeps extends StateDeps {
  readonly db: Database
  /** Who sits at the shell. */
  readonly user: string
}

/** @param lost the key is gone for good: what it sealed stays unreadable, and programs start without it */
export async function retireKey(
  deps: RetireDeps,
  { ring, keyId, lost }: { ring: Ring; keyId: string; lost: boolean },
): Promise<KeysResult> {
  const states = await findKeyStates(deps)
  const state = states.find((each) => each.ring === ring && each.id === keyId)
  if (!state) return no(`No program has had a key "${keyId}" in ${variableOf[ring]} here. npm run keys -- status lists them.`)
  if (state.retiredAt) return { ok: true, text: `${keyId} is retired already. ${takeOut(state)}` }
  const reasons = lost ? stillSealing(state) : [...stillSealing(state), ...newestOf(state, states), ...state.needs]
  if (reasons.length > 0)
    return no(`${keyId} isn't retired; it is still needed by\n${reasons.map((reason) => `  ${reason}`).join('\n')}${hintFor(state)}`)
  await deps.db.transaction((tx) => noteRetired(tx, { ring, keyId, by: `shell:${deps.user}`, lost }))
  const left = lost && state.needs.length > 0 ? ` Unreadable from now on: ${state.needs.join(', ')}.` : ''
  return { ok: true, text: `${keyId} is retired: no program starts that seals with it.${left} ${takeOut(state)}` }
}

function stillSealing({ sealing }: KeyState): string[] {
  return sealing === 0 ? [] : [`${String(sealing)} running ${sealing === 1 ? 'program, which seals' : 'programs, which seal'} with it`]
}

function newestOf(state: KeyState, states: readonly KeyState[]): string[] {
  return newestActive(states, state.ring)?.id === state.id ? ['everything new: no other key of its ring seals since'] : []
}

function hintFor({ ring, needs }: KeyState): string {
  if (needs.length === 0) return ''
  if (ring === 'codec') return '\nHistories go when their retention is over; until then the key stays, behind the active one.'
  if (ring === 'bot') return '\nSuch trips are over within ten minutes.'
  return '\nA running worker seals rows anew by itself; links end with their sign-in request.'
}

function takeOut({ ring, id }: KeyState): string {
  const also = ring === 'tokens' ? ' of the workers' : ring === 'bot' ? ' of the bots' : ' of bots and workers'
  return `Now take ${id} out of ${variableOf[ring]}${also}, and restart them.`
}

const no = (text: string): KeysResult => ({ ok: false, text })
