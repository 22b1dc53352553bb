// How bot, worker and operators' tools reach Temporal: bare, by TLS, by client certificate or by API key.
import type { TLSConfig } from '@temporalio/client'
import type { SharedConfig } from '../config.js'

/** What the SDK's client connection and the worker's native connection both take. */
export interface TemporalConnectionOptions {
  readonly address: string
  /** Absent: no TLS. */
  readonly tls?: TLSConfig
  readonly apiKey?: string
}

type TemporalConfig = Pick<
  SharedConfig,
  'TEMPORAL_ADDRESS' | 'TEMPORAL_TLS' | 'TEMPORAL_TLS_CERT' | 'TEMPORAL_TLS_KEY' | 'TEMPORAL_TLS_CA' | 'TEMPORAL_API_KEY'
>

/** TLS is on where it is asked for, and where a certificate or an API key is given: neither may travel in the clear. */
export function temporalConnection(config: TemporalConfig): TemporalConnectionOptions {
  const { TEMPORAL_TLS_CERT: crt, TEMPORAL_TLS_KEY: key, TEMPORAL_TLS_CA: ca, TEMPORAL_API_KEY: apiKey } = config
  const tls: TLSConfig = {
    ...(ca !== undefined && { serverRootCACertificate: Buffer.from(ca) }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt: Buffer.from(crt), key: Buffer.from(key.reveal()) } }),
  }
  const isTls = config.TEMPORAL_TLS ?? (apiKey !== undefined || Object.keys(tls).length > 0)
  return {
    address: config.TEMPORAL_ADDRESS,
    ...(isTls && { tls }),
    ...(apiKey !== undefined && { apiKey: apiKey.reveal() }),
  }
}
