// Whether this program traces, and with what. Where it doesn't, every function of traces.ts only calls its work.
import type { Span, SpanOptions, Tracer } from '@opentelemetry/api'

export interface Tracing {
  readonly tracer: Tracer
  /**
   * The outermost span of a run's trace. Whoever only needs it as a parent never ends it, so it isn't sent: whoever ends the run sends
   * it, once. Its sampling is decided from the trace's id, in every program alike.
   */
  runSpan(runId: string, options?: { readonly name: string } & SpanOptions): Span
}

let current: Tracing | undefined

export const tracing = (): Tracing | undefined => current

export function setTracing(next: Tracing | undefined): void {
  current = next
}
