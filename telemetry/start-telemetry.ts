// Switches on what the environment asks for: spans by OTLP, metrics by OTLP and for Prometheus. Asked for nothing, it does nothing.
import { diag, DiagLogLevel } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { envDetectorSync, Resource } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader, type MetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { SharedConfig } from '../config.js'
import type { Logger } from '../log.js'
import { ChosenIds, createTracing } from './create-tracing.js'
import { kept } from './kept.js'
import type { Measured } from './metric-list.js'
import { startMetricsServer, type MetricsServer } from './metrics-server.js'
import { countInto, countNothing } from './metrics.js'
import { setTracing } from './tracing.js'

export type TelemetryConfig = Pick<
  SharedConfig,
  | 'METRICS_PORT'
  | 'METRICS_HOST'
  | 'OTEL_SDK_DISABLED'
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'
  | 'OTEL_METRIC_EXPORT_INTERVAL'
>

export interface Telemetry {
  /** Sends what is left, and stops. Never throws. */
  close(): Promise<void>
}

export interface TelemetryStart {
  /** `service.name` is `workbot-<program>` unless OTEL_SERVICE_NAME says otherwise. */
  readonly program: 'bot' | 'worker'
  readonly config: TelemetryConfig
  readonly log: Logger
  /** Reads the gauges; only the worker's does. */
  readonly measure?: () => Promise<readonly Measured[]>
}

/**
 * Headers, time limits, compression, sampling and batches are read from the standard variables by the SDK itself.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @throws EADDRINUSE where METRICS_PORT is taken
 */
export async function startTelemetry({ program, config, log, measure }: TelemetryStart): Promise<Telemetry> {
  if (config.OTEL_SDK_DISABLED) return { close: () => Promise.resolve() }
  sayTrouble(log)
  const resource = new Resource({ 'service.name': `workbot-${program}` }).merge(envDetectorSync.detect())
  const traces = startTraces(config, resource)
  const metrics = await startMetrics(config, resource, measure && kept(measure, log))
  return {
    async close() {
      await Promise.allSettled([traces?.shutdown(), metrics?.close()])
    },
  }
}

function startTraces(config: TelemetryConfig, resource: ReturnType<Resource['merge']>): { shutdown(): Promise<void> } | undefined {
  const url = endpointOf('traces', config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, config)
  if (url === undefined) return undefined
  const idGenerator = new ChosenIds()
  const spanProcessors = [new BatchSpanProcessor(new OTLPTraceExporter({ url }))]
  const provider = new NodeTracerProvider({ resource, idGenerator, spanProcessors })
  // For the context that a span is active in; nothing is told to apps or Teams, so there is no propagator.
  provider.register({ propagator: null })
  setTracing(createTracing(provider.getTracer('workbot'), idGenerator))
  return {
    shutdown() {
      setTracing(undefined)
      return provider.shutdown()
    },
  }
}

async function startMetrics(
  config: TelemetryConfig,
  resource: ReturnType<Resource['merge']>,
  measure?: () => Promise<readonly Measured[]>,
): Promise<{ close(): Promise<void> } | undefined> {
  const url = endpointOf('metrics', config.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, config)
  const { OTEL_METRIC_EXPORT_INTERVAL: exportIntervalMillis } = config
  const exportTimeoutMillis = Math.min(exportIntervalMillis, EXPORT_TIMEOUT_MS)
  const readers: MetricReader[] = []
  if (url !== undefined)
    readers.push(
      new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url }), exportIntervalMillis, exportTimeoutMillis }),
    )
  let server: MetricsServer | undefined
  if (config.METRICS_PORT !== undefined) {
    const prometheus = new PrometheusExporter({ preventServerStart: true })
    readers.push(prometheus)
    const answer = prometheus.getMetricsRequestHandler.bind(prometheus)
    server = await startMetricsServer({ host: config.METRICS_HOST, port: config.METRICS_PORT, answer })
  }
  if (readers.length === 0) return undefined
  const provider = new MeterProvider({ resource, readers })
  countInto(provider.getMeter('workbot'), measure)
  return {
    async close() {
      await server?.close()
      await provider.shutdown()
      countNothing()
    },
  }
}

const EXPORT_TIMEOUT_MS = 30_000

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
function endpointOf(signal: 'traces' | 'metrics', own: string | undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: base }: TelemetryConfig) {
  return own ?? (base === undefined ? undefined : `${base}/v1/${signal}`)
}

const QUIET_MS = 60_000

/** A collector that doesn't answer is said once a minute, and without the SDK's own words: they may hold its headers. */
function sayTrouble(log: Logger): void {
  let saidAt = -Infinity
  const nothing = () => undefined
  const say = (): void => {
    if (Date.now() - saidAt < QUIET_MS) return
    saidAt = Date.now()
    log.warn({ code: 'WB-METRICS-002' }, "Traces or metrics couldn't be sent to the collector; Workbot itself goes on.")
  }
  diag.setLogger(
    { error: say, warn: nothing, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  )
}
