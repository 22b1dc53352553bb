// `npm run keys -- status`: each key, who runs with it, and what still needs it.
import { minute, table } from '../../settings/tables.js'
import { findKeyStates, findUnknownKeys, type KeyState, type StateDeps } from './key-states.js'

export async function showStatus(deps: StateDeps): Promise<string> {
  const states = await findKeyStates(deps)
  if (states.length === 0) return 'No program has run on this database yet, so it knows no keys.'
  const unknown = await findUnknownKeys(deps.db, states)
  return [
    table(
      ['Ring', 'Key', 'State', 'Programs seal / open', 'Last sealed with', 'Still needed by'],
      states.map((state) => [
        state.ring,
        state.id,
        stateOf(state, states),
        `${String(state.sealing)} / ${String(state.sealing + state.accepting)}`,
        state.lastActiveAt ? minute(state.lastActiveAt) : 'never',
        state.needs.join(', ') || 'nothing',
      ]),
    ),
    ...(unknown.length > 0 ? [`\nRows name keys that no program has had here:\n${unknown.map((line) => `  ${line}`).join('\n')}`] : []),
  ].join('\n')
}

function stateOf(state: KeyState, states: readonly KeyState[]): string {
  if (state.retiredAt) return 'retired'
  if (state.id === newestActive(states, state.ring)?.id) return 'active'
  return state.activeAt ? 'old' : 'accepted'
}

/** The key that was put in front last. */
export function newestActive(states: readonly KeyState[], ring: KeyState['ring']): KeyState | undefined {
  return states
    .filter((state) => state.ring === ring && state.activeAt !== null && state.retiredAt === null)
    .sort((one, other) => (other.activeAt?.getTime() ?? 0) - (one.activeAt?.getTime() ?? 0))[0]
}
