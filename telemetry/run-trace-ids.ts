// One trace a run: its ids follow from the run's id, so that every program finds the same ones and nothing is stored.
import { createHash } from 'node:crypto'

/** Of the trace and of its outermost span, in hexadecimal as W3C Trace Context has them. https://www.w3.org/TR/trace-context/#trace-id */
export interface RunTraceIds {
  readonly traceId: string
  readonly spanId: string
}

/** Whoever has a run's id can compute its trace's id; the other way there is none. */
export function traceIdsOf(runId: string): RunTraceIds {
  const hash = createHash('sha256').update(`workbot run trace ${runId}`).digest('hex')
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) }
}
