// What the programs say of what they do, as spans of the run's trace. Costs nothing where no exporter is configured.
import { AsyncLocalStorage } from 'node:async_hooks'
import { context, createContextKey, ROOT_CONTEXT, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import { traceIdsOf } from './run-trace-ids.js'
import { tracing, type Tracing } from './tracing.js'

/** Ids, names and counts; never what a person typed, an address with a query, a token or an error's message. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>

/** Something that came in before anybody knew which run it is about. */
interface Arrival {
  readonly name: string
  readonly at: number
  /** One for each run it turned out to be about. */
  readonly spans: Map<string, Span>
  over: boolean
}
const arrivals = new AsyncLocalStorage<Arrival>()
const RUN_ID = createContextKey('workbot.run_id')

export const isTracing = (): boolean => tracing() !== undefined

/** The work that a request from outside makes. It becomes a span of each run that `inRun` names within it, and of none where none is. */
export async function arriving<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (!tracing()) return work()
  const arrival: Arrival = { name, at: Date.now(), spans: new Map(), over: false }
  try {
    return await arrivals.run(arrival, work)
  } finally {
    arrival.over = true
    for (const span of arrival.spans.values()) span.end()
  }
}

/** The arrival is about these runs. */
export function arrivedFor(runIds: readonly string[]): void {
  const on = tracing()
  if (on) for (const runId of runIds) arrivalSpan(on, runId)
}

/** What was done for the run from the arrival until now. */
export function sinceArrival(runId: string, name: string): void {
  const on = tracing()
  const arrival = arrivals.getStore()
  if (on && arrival) on.tracer.startSpan(name, { startTime: arrival.at, attributes: factsOf(runId) }, parentContext(on, runId)).end()
}

/** Work for one run: a span of its trace, under whatever is going on for it here. */
export async function inRun<Result>(runId: string, name: string, work: () => Promise<Result>, facts: SpanFacts = {}): Promise<Result> {
  const on = tracing()
  if (!on) return work()
  const parent = parentContext(on, runId)
  const span = on.tracer.startSpan(name, { attributes: factsOf(runId, facts) }, parent)
  return within(span, parent, work)
}

/** A part of the work that is going on. `note` adds what is only known later. No span where nothing is going on. */
export async function part<Result>(
  name: string,
  facts: SpanFacts,
  work: (note: (facts: SpanFacts) => void) => Promise<Result>,
): Promise<Result> {
  const on = tracing()
  if (!on || !trace.getActiveSpan()) return work(() => undefined)
  const span = on.tracer.startSpan(name, { attributes: facts })
  return within(span, context.active(), () => work((more) => void span.setAttributes(more)))
}

export interface EndedRun {
  readonly id: string
  readonly recipe: string
  readonly state: string
  readonly acceptedAt: Date
  readonly endedAt: Date
  readonly waits: readonly { readonly stepKey: string; readonly outcome: string | null; readonly from: Date; readonly to: Date | null }[]
}

/** The run's outermost span and its pauses, known once it has ended: they outlive every program that worked on it. */
export function tellEndedRun({ id, recipe, state, acceptedAt, endedAt, waits }: EndedRun): void {
  const on = tracing()
  if (!on) return
  const attributes = factsOf(id, { 'workbot.recipe': recipe, 'workbot.state': state })
  const run = on.runSpan(id, { name: `Run ${recipe}`, startTime: acceptedAt, attributes })
  for (const { stepKey, outcome, from, to } of waits) {
    const facts = factsOf(id, { 'workbot.step': stepKey, 'workbot.outcome': outcome ?? 'none' })
    on.tracer.startSpan('Wait for a sign-in', { startTime: from, attributes: facts }, trace.setSpan(ROOT_CONTEXT, run)).end(to ?? endedAt)
  }
  run.end(endedAt)
}

/** What a log line carries where something is going on for a run, or arrived for one. */
export function logFacts(): Readonly<Record<string, string>> {
  if (!tracing()) return {}
  const arrival = arrivals.getStore()
  const [only] = arrival?.spans.size === 1 ? arrival.spans : []
  const span = trace.getActiveSpan() ?? only?.[1]
  const runId = context.active().getValue(RUN_ID) ?? only?.[0]
  return span ? { traceId: span.spanContext().traceId, ...(typeof runId === 'string' && { runId }) } : {}
}

function factsOf(runId: string, facts: SpanFacts = {}): SpanFacts {
  return { ...facts, 'workbot.run_id': runId }
}

function parentContext(on: Tracing, runId: string): Context {
  const active = trace.getActiveSpan()
  const isSameRun = active?.spanContext().traceId === traceIdsOf(runId).traceId
  const parent = isSameRun ? active : (arrivalSpan(on, runId) ?? on.runSpan(runId))
  return trace.setSpan(ROOT_CONTEXT, parent).setValue(RUN_ID, runId)
}

function arrivalSpan(on: Tracing, runId: string): Span | undefined {
  const arrival = arrivals.getStore()
  const known = arrival?.spans.get(runId)
  if (!arrival || known || arrival.over) return known
  const underRun = trace.setSpan(ROOT_CONTEXT, on.runSpan(runId))
  const span = on.tracer.startSpan(arrival.name, { startTime: arrival.at, attributes: factsOf(runId) }, underRun)
  arrival.spans.set(runId, span)
  return span
}

async function within<Result>(span: Span, parent: Context, work: () => Promise<Result>): Promise<Result> {
  try {
    return await context.with(trace.setSpan(parent, span), work)
  } catch (error) {
    // Waiting for a person is no error; Temporal's SDK has a word for that.
    const isBenign = (error as { category?: unknown }).category === 'BENIGN'
    span.setAttribute('workbot.thrown', kindOf(error))
    if (!isBenign) span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

/** A message may hold what an app said of a record; a code or a class doesn't. */
function kindOf(error: unknown): string {
  const { code, type, name } = error as { code?: unknown; type?: unknown; name?: unknown }
  return [type, code, name].find((word) => typeof word === 'string') ?? typeof error
}
