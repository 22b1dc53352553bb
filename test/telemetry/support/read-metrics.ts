// The metrics of this process, counted by the product's own code and read as an exporter reads them.
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import type { Database } from '../../../database.js'
import { countInto, countNothing } from '../../../telemetry/metrics.js'
import { measure } from '../../../worker/measure.js'

export interface ReadMetrics {
  /** The value of a counter or gauge, the count of a histogram; 0 where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): Promise<number>
  close(): Promise<void>
}

class Reader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve()
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve()
  }
}

/** @param db where the gauges are read, each time anew */
export function readMetrics(db: Database): ReadMetrics {
  const reader = new Reader()
  const provider = new MeterProvider({ readers: [reader] })
  countInto(provider.getMeter('test'), () => measure(db))
  return {
    async value(name, labels = {}) {
      const { resourceMetrics, errors } = await reader.collect()
      if (errors.length > 0) throw new Error('A metric could not be read.', { cause: errors[0] })
      const points = resourceMetrics.scopeMetrics
        .flatMap(({ metrics }) => metrics)
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ attributes, value })))
      const wanted = Object.entries(labels)
      const found = points.find(({ attributes }) => wanted.every(([label, text]) => attributes[label] === text))?.value ?? 0
      return typeof found === 'number' ? found : found.count
    },
    async close() {
      countNothing()
      await provider.shutdown()
    },
  }
}
