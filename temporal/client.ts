// The Temporal client of bot and worker: connects when first needed, so that a Temporal that is down stops no program's start.
import { Client, Connection } from '@temporalio/client'
import type { NamedKey } from '../keys/key-ring.js'
import { createDataConverter } from './data-converter.js'

/** Where every run is queued. */
export const TASK_QUEUE = 'workbot'

export interface Temporal {
  readonly client: Client
  close(): Promise<void>
}

export interface TemporalOptions {
  readonly address: string
  readonly namespace: string
  readonly codecKeys: readonly NamedKey[]
}

export function createTemporal({ address, namespace, codecKeys }: TemporalOptions): Temporal {
  const connection = Connection.lazy({ address, connectTimeout: '3s' })
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(codecKeys) })
  return { client, close: () => connection.close() }
}

/** Bounds one exchange with Temporal: where it is down, the SDK would try for 20 seconds. */
export function withinSeconds<Result>(client: Client, seconds: number, work: () => Promise<Result>): Promise<Result> {
  return client.withDeadline(Date.now() + seconds * 1000, work)
}
