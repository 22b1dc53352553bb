// The Temporal client of bot and worker: connects when first needed, so that a Temporal that is down stops no program's start.
import { Client, Connection } from '@temporalio/client'
import type { NamedKey } from '../keys/key-ring.js'
import type { TemporalConnectionOptions } from './connection-options.js'
import { createDataConverter } from './data-converter.js'

/** Where every run is queued. */
export const TASK_QUEUE = 'workbot'

export interface Temporal {
  readonly client: Client
  /** Waits for the exchanges under way: the SDK's timer for its next try throws where the connection is gone by then. */
  close(): Promise<void>
}

/** Where Temporal is and how it is reached (`temporalConnection`), and what is sealed there with. */
export interface TemporalOptions extends TemporalConnectionOptions {
  readonly namespace: string
  readonly codecKeys: readonly NamedKey[]
}

export function createTemporal({ namespace, codecKeys, ...reached }: TemporalOptions): Temporal {
  const connection = Connection.lazy({ ...reached, connectTimeout: '3s' })
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(codecKeys) })
  return {
    client,
    async close() {
      await Promise.allSettled([...(underWay.get(client) ?? [])])
      await connection.close()
    },
  }
}

const underWay = new WeakMap<Client, Set<Promise<unknown>>>()

/** Bounds one exchange with Temporal: where it is down, the SDK would try for 20 seconds. */
export function withinSeconds<Result>(client: Client, seconds: number, work: () => Promise<Result>): Promise<Result> {
  const exchange = client.withDeadline(Date.now() + seconds * 1000, work)
  const exchanges = underWay.get(client) ?? new Set()
  underWay.set(client, exchanges.add(exchange))
  return exchange.finally(() => exchanges.delete(exchange))
}
