// Temporal: whether it answers, has the namespace, keeps histories long enough, and knows our search attributes.
import { isGrpcServiceError, type Client } from '@temporalio/client'
import { missingSearchAttributes, registerCommand } from '../temporal/check-search-attributes.js'
import { createTemporal, withinSeconds } from '../temporal/client.js'
import { temporalConnection } from '../temporal/connection-options.js'
import type { Known } from './environment.js'
import { failed, ok, warning, type Said } from './finding.js'

const RETENTION_DAYS = 30
const DAY_SECONDS = 86_400
/** https://grpc.io/docs/guides/status-codes/ */
const NOT_FOUND = 5
const DENIED = [7, 16]

/** Asks and changes nothing, and opens no payload. */
export async function checkTemporal({
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace = 'default',
  ...rest
}: Known): Promise<Said[]> {
  if (address === undefined) return []
  const reached = temporalConnection({ ...withDefaults(rest), TEMPORAL_ADDRESS: address })
  const temporal = createTemporal({ ...reached, namespace, codecKeys: [{ id: 'none', key: new Uint8Array(32) }] })
  try {
    const days = await retentionDays(temporal.client, namespace)
    return [ok(`${address} answers and has the namespace "${namespace}"`), ...retention(days, namespace), await attributes(temporal.client)]
  } catch (error) {
    return [refusal(error, { address, namespace, isTls: reached.tls !== undefined })]
  } finally {
    await temporal.close()
  }
}

type TlsVariables = 'TEMPORAL_TLS' | 'TEMPORAL_TLS_CERT' | 'TEMPORAL_TLS_KEY' | 'TEMPORAL_TLS_CA' | 'TEMPORAL_API_KEY'

function withDefaults({ TEMPORAL_TLS, TEMPORAL_TLS_CERT, TEMPORAL_TLS_KEY, TEMPORAL_TLS_CA, TEMPORAL_API_KEY }: Pick<Known, TlsVariables>) {
  return { TEMPORAL_TLS, TEMPORAL_TLS_CERT, TEMPORAL_TLS_KEY, TEMPORAL_TLS_CA, TEMPORAL_API_KEY }
}

async function retentionDays(client: Client, namespace: string): Promise<number> {
  const { config } = await withinSeconds(client, 5, () => client.workflowService.describeNamespace({ namespace }))
  return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS
}

function retention(days: number, namespace: string): Said[] {
  if (days >= RETENTION_DAYS) return []
  const todo = `Set it to ${String(RETENTION_DAYS)} days or more: temporal operator namespace update --namespace ${namespace} --retention ${String(RETENTION_DAYS)}d`
  return [warning(`the namespace keeps ended runs for ${days.toFixed(0)} days`, todo, 'temporal')]
}

async function attributes(client: Client): Promise<Said> {
  const { namespace } = client.options
  try {
    const missing = await missingSearchAttributes(client)
    if (missing.length === 0) return ok('the search attributes of runs are registered')
    return failed(
      `the search attributes ${missing.join(', ')} are missing`,
      `Register them: ${registerCommand(namespace, missing)}`,
      'temporal',
    )
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error
    const todo = `Look at its page, or register them again: ${registerCommand(namespace)}`
    return warning("Temporal doesn't say which search attributes there are", todo, 'temporal')
  }
}

function refusal(error: unknown, { address, namespace, isTls }: { address: string; namespace: string; isTls: boolean }): Said {
  const code: number | undefined = isGrpcServiceError(error) ? error.code : undefined
  if (code === NOT_FOUND) {
    const todo = `Create it, or correct TEMPORAL_NAMESPACE: temporal operator namespace create --namespace ${namespace} --retention ${String(RETENTION_DAYS)}d`
    return failed(`${address} has no namespace "${namespace}"`, todo, 'temporal')
  }
  if (code !== undefined && DENIED.includes(code))
    return failed(
      `${address} doesn't let us in`,
      'Look at TEMPORAL_API_KEY, or at TEMPORAL_TLS_CERT and its key, and what they may do in the namespace.',
      'temporal',
    )
  const tls = isTls
    ? 'TLS is on: its certificate must be one that TEMPORAL_TLS_CA or this machine trusts.'
    : 'TLS is off: with TLS on that side, set TEMPORAL_TLS=true.'
  return failed(`nothing answers as Temporal at ${address}`, `Look at TEMPORAL_ADDRESS and at the network between. ${tls}`, 'temporal')
}
