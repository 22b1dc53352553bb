// What both commands share: a client and the bundle of this checkout, one line of parameters, and refusals as sentences.
import { isGrpcServiceError, type Client } from '@temporalio/client'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import type { Config } from '../../config.js'
import { WorkbotError } from '../../errors.js'
import { createTemporal, withinSeconds } from '../../temporal/client.js'
import { temporalConnection } from '../../temporal/connection-options.js'
import { explainConfig, findConfig, type Said } from '../../operator-shell.js'
import { bundleWorkflows } from '../bundle-workflows.js'

export interface CommandDeps {
  readonly client: Client
  readonly codecKeys: Config<'versions'>['CODEC_KEYS']
  /** The code of the bundle of this checkout; takes seconds, so what is asked for nonsense doesn't make it. */
  readonly bundle: () => Promise<string>
}
export type CommandResult = Said

/** Prints what `work` says, and ends with 0 or 1. */
export async function runCommand(work: (deps: CommandDeps) => Promise<CommandResult>): Promise<void> {
  const { ok, text } = await attempt(work).catch(explainConfig)
  // The SDK's runtime would keep the process alive.
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`, () => process.exit(ok ? 0 : 1))
}

async function attempt(work: (deps: CommandDeps) => Promise<CommandResult>): Promise<CommandResult> {
  // What the SDK says about a refused replay holds whole errors; the commands say it in words of their own.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    shutdownSignals: [],
  })
  const { config } = findConfig('versions')
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, CODEC_KEYS: codecKeys } = config
  const temporal = createTemporal({ ...temporalConnection(config), namespace, codecKeys })
  try {
    await temporal.client.connection.ensureConnected()
    // Where it isn't there, a run of it would read as one that never was.
    await withinSeconds(temporal.client, 5, () => temporal.client.workflowService.describeNamespace({ namespace }))
    return await work({ client: temporal.client, codecKeys, bundle: async () => (await bundleWorkflows()).code })
  } catch (error) {
    if (error instanceof WorkbotError) return { ok: false, text: `${error.message} (${error.code})` }
    if (isGrpcServiceError(error) && REFUSED.includes(error.code)) return { ok: false, text: refused(namespace, error.details) }
    if (isAway(error)) return { ok: false, text: `Temporal isn't answering at ${address}. Look at TEMPORAL_ADDRESS. (WB-TEMPORAL-006)` }
    throw error
  } finally {
    await temporal.close()
  }
}

/** Not there, not allowed, not known: NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED. https://grpc.io/docs/guides/status-codes/ */
const REFUSED: readonly number[] = [5, 7, 16]

function refused(namespace: string, details: string): string {
  const where = 'Look at TEMPORAL_NAMESPACE, and at the API key or certificate where you use one.'
  return `Temporal doesn't let this command into the namespace "${namespace}": ${details.replace(/\.$/, '')}. ${where} (WB-TEMPORAL-011)`
}

function isAway(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message} ${error.cause instanceof Error ? error.cause.message : ''}` : ''
  return /UNAVAILABLE|DEADLINE_EXCEEDED|Failed to connect/.test(text)
}
