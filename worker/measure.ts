// What the gauges of /metrics show: waits, effects of unknown outcome, and how far the sweep is behind.
import { measureOwedByConnections } from '../connections/measure-owed.js'
import type { Transaction } from '../database.js'
import { measureRuns } from '../runs/measure-runs.js'
import type { Measured } from '../telemetry/metric-list.js'

/** Each part reads a partial index of what is open or owed. */
export async function measure(tx: Transaction): Promise<readonly Measured[]> {
  const [{ waits, owed: owedByRuns, effectsUnknown }, owedByConnections] = await Promise.all([
    measureRuns(tx),
    measureOwedByConnections(tx),
  ])
  const owed = Object.entries({ ...owedByRuns, ...owedByConnections })
  return [
    ...Object.entries(waits.byAge).map(([age, value]): Measured => ({ gauge: 'waitsOpen', value, labels: { age } })),
    { gauge: 'oldestWait', value: waits.oldestSeconds },
    { gauge: 'effectsUnknown', value: effectsUnknown },
    ...owed.map(([duty, value]): Measured => ({ gauge: 'owedSeconds', value, labels: { duty } })),
  ]
}
