// A measurement that is repeated for some seconds: whoever scrapes often costs the database nothing.
import { describeError, type Logger } from '../log.js'
import type { Measured } from './metric-list.js'

const KEPT_MS = 5_000

/** Where it fails, the gauges are absent until it works again. */
export function kept(measure: () => Promise<readonly Measured[]>, log: Logger): () => Promise<readonly Measured[]> {
  let last: { readonly at: number; readonly measured: Promise<readonly Measured[]> } | undefined
  const now = (): Promise<readonly Measured[]> =>
    measure().catch((error: unknown) => {
      log.warn({ code: 'WB-METRICS-001', err: describeError(error) }, "The gauges of /metrics couldn't be read from the database.")
      return []
    })
  return () => {
    if (!last || Date.now() - last.at > KEPT_MS) last = { at: Date.now(), measured: now() }
    return last.measured
  }
}
