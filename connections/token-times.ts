// When a connection's tokens are due, from what its app says of their life. Seconds, for `make_interval`; null: never, or not said.
import type { RefreshRules } from '../apps/define-app.js'

/** Used when two thirds of its idle life are over; up to a twelfth earlier, so that those who signed in together aren't due together. */
export function keepAliveAfter({ idleMs }: RefreshRules): number | null {
  return idleMs === null ? null : (idleMs / 1_000) * (2 / 3 - Math.random() / 12)
}

export function fixedLife({ fixedLifeMs }: RefreshRules): number | null {
  return fixedLifeMs === null ? null : fixedLifeMs / 1_000
}
