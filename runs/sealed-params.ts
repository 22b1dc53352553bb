// A run's parameters, sealed with the ring that bot and worker share and bound to the run's row.
import type { KeyRing } from '../keys/key-ring.js'

export type Params = Readonly<Record<string, unknown>>

export const sealParams = (keys: KeyRing, runId: string, params: Params): string =>
  keys.seal(JSON.stringify(params), ['runs.params', runId])

export const openParams = (keys: KeyRing, runId: string, sealed: string): Params =>
  JSON.parse(keys.open(sealed, ['runs.params', runId])) as Params
