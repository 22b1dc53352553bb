// The tracer of a program, and the ids that a run's outermost span gets.
import { ROOT_CONTEXT, type Span, type Tracer } from '@opentelemetry/api'
import { RandomIdGenerator, type IdGenerator } from '@opentelemetry/sdk-trace-node'
import { traceIdsOf, type RunTraceIds } from './run-trace-ids.js'
import type { Tracing } from './tracing.js'

/** Random ids, but for the one span whose ids are chosen. */
export class ChosenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator()
  #chosen: RunTraceIds | undefined

  generateTraceId(): string {
    return this.#chosen?.traceId ?? this.#random.generateTraceId()
  }

  generateSpanId(): string {
    return this.#chosen?.spanId ?? this.#random.generateSpanId()
  }

  /** `start` must not wait. */
  during(chosen: RunTraceIds, start: () => Span): Span {
    this.#chosen = chosen
    try {
      return start()
    } finally {
      this.#chosen = undefined
    }
  }
}

/** @param ids the id generator of the provider that `tracer` is from */
export function createTracing(tracer: Tracer, ids: ChosenIds): Tracing {
  return {
    tracer,
    runSpan: (runId, { name, ...options } = { name: 'Run' }) =>
      ids.during(traceIdsOf(runId), () => tracer.startSpan(name, { ...options, root: true }, ROOT_CONTEXT)),
  }
}
