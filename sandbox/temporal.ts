// Temporal's development server: with the flags that make it quick, data in a file, and the search attributes of our runs.
import { Connection } from '@temporalio/client'
import { setTimeout as wait } from 'node:timers/promises'
import { inheritedEnvironment } from '../config.js'
import { startProcess, type Command } from './process.js'

/** What the operator can search runs by; keep in step with workflows/search-attributes.ts. */
const SEARCH_ATTRIBUTES = ['RecipeId', 'RunState', 'AppId', 'CallerId']

/** One history shard reads each queue 20 times a second at most unless told: a fixed 50 ms for every workflow task. */
const QUICK = ['transfer', 'timer', 'visibility', 'outbound'].map((queue) => `history.${queue}ProcessorMaxPollRPS=2000`)

/** Where the server listens and keeps its data. */
export interface TemporalPlace {
  /** The `temporal` to run. */
  readonly binary: string
  readonly port: number
  /** Null: no web UI. */
  readonly uiPort: number | null
  /** Null: in memory. */
  readonly databaseFile: string | null
  /** Where the UI's pages decode payloads: `http://localhost:3978/codec`. */
  readonly codecEndpoint?: string
}

/** On loopback only. WAL with `synchronous=normal` is safe against a killed process, not against power loss. */
export function temporalCommand({ binary, port, uiPort, databaseFile, codecEndpoint }: TemporalPlace): Command {
  const flag = (name: string, values: readonly string[]): string[] => values.flatMap((value) => [`--${name}`, value])
  return {
    file: binary,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
      ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...(databaseFile === null
        ? []
        : [...flag('db-filename', [databaseFile]), ...flag('sqlite-pragma', ['journal_mode=wal', 'synchronous=normal'])]),
      ...flag('dynamic-config-value', QUICK),
      ...flag(
        'search-attribute',
        SEARCH_ATTRIBUTES.map((name) => `${name}=Keyword`),
      ),
      ...(codecEndpoint === undefined ? [] : flag('ui-codec-endpoint', [codecEndpoint])),
    ],
    env: inheritedEnvironment(),
    cwd: '/',
  }
}

/** A server that takes workflows. */
export interface TemporalServer {
  /** `host:port` */
  readonly address: string
  readonly pid: number
  stop(): Promise<void>
}

/** @throws when it ends before it serves, which a taken port makes it do */
export async function startTemporal({ logFile, ...place }: TemporalPlace & { logFile: string }): Promise<TemporalServer> {
  const server = await startProcess(temporalCommand(place), logFile)
  const address = `127.0.0.1:${String(place.port)}`
  const outcome = await Promise.race([untilServing(address), server.ended])
  if (outcome !== undefined) throw new Error(`Temporal ended with ${outcome}; ${logFile} says why.`)
  return { address, pid: server.pid, stop: () => server.stop() }
}

/** Resolves when the default namespace is there. @throws after `seconds` */
export async function untilServing(address: string, seconds = 30): Promise<void> {
  const connection = Connection.lazy({ address, connectTimeout: '1s' })
  const deadline = Date.now() + seconds * 1_000
  const isServing = (): Promise<boolean> =>
    connection
      .withDeadline(Date.now() + 1_000, () => connection.workflowService.describeNamespace({ namespace: 'default' }))
      .then(
        () => true,
        () => false,
      )
  try {
    while (!(await isServing())) {
      if (Date.now() > deadline) throw new Error(`Temporal at ${address} didn't answer within ${String(seconds)} s.`)
      await wait(40)
    }
  } finally {
    await connection.close()
  }
}
