// Each part of the sandbox as a process: its command, and how one sees that it does its work.
import { Connection } from '@temporalio/client'
import proto from '@temporalio/proto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inheritedEnvironment } from '../config.js'
import { TASK_QUEUE } from '../temporal/client.js'
import { addressesOf, ENTRA_CLIENT_ID, type OwnParts } from './environment.js'
import { replaceFile } from './json-file.js'
import type { SandboxKeys } from './keys.js'
import { SANDBOX_TENANT, type SandboxPerson } from './people.js'
import type { Ports } from './ports.js'
import { untilAnswering } from './postgres.js'
import type { Cluster } from './postgres/cluster.js'
import { answers, until } from './probe.js'
import type { Command } from './process.js'
import { clientIdOf, sandboxApps } from './sandbox-apps.js'
import type { StandInOptions } from './stand-ins.js'
import type { Part } from './supervisor.js'
import { teamsClientCommand } from './teams-client.js'
import { temporalCommand, untilServing } from './temporal.js'

const { TASK_QUEUE_TYPE_WORKFLOW: WORKFLOW_TASKS } = proto.temporal.api.enums.v1.TaskQueueType
const root = fileURLToPath(new URL('..', import.meta.url))

/** `node --import tsx`, not the tsx command: killing that one's pid leaves the real process. */
function program(file: string, env: Readonly<NodeJS.ProcessEnv>, ...args: string[]): Command {
  return { file: process.execPath, args: ['--import', 'tsx', join(root, file), ...args], env, cwd: root }
}

export function postgresPart(cluster: Cluster): Part {
  return { name: 'Postgres', id: 'postgres', command: cluster.command, ready: () => untilAnswering(cluster) }
}

export function temporalPart(given: { binary: string; ports: Ports; databaseFile: string }): Part {
  const { temporal: port, temporalUi: uiPort } = given.ports
  const at = addressesOf(given.ports)
  const command = temporalCommand({
    binary: given.binary,
    port,
    uiPort,
    databaseFile: given.databaseFile,
    codecEndpoint: `${at.bot}/codec`,
  })
  return { name: 'Temporal', id: 'temporal', command, ready: () => untilServing(at.temporal) }
}

/** Null where all are replaced by the real ones. @param given.folder for their state */
export async function standInsPart(given: {
  own: OwnParts
  ports: Ports
  keys: SandboxKeys
  folder: string
  publicUrl: string
}): Promise<Part | null> {
  const { own, ports, keys, folder, publicUrl } = given
  if (!own.entra && !own.teams && own.apps.length === 0) return null
  const options: StandInOptions = {
    ...(own.entra && {
      entra: {
        ...{ port: ports.entra, stateFile: join(folder, 'entra.json'), tenantId: SANDBOX_TENANT },
        ...{ clientId: ENTRA_CLIENT_ID, clientSecret: keys.ENTRA_CLIENT_SECRET, redirectUris: [`${publicUrl}/entra/callback`] },
      },
    }),
    ...(own.teams && { files: { port: ports.files, botUrl: addressesOf(ports).bot, serviceUrls: connectorsOf(ports) } }),
    apps: Object.fromEntries(
      sandboxApps
        .filter(({ id }) => own.apps.includes(id))
        .map(({ id, prefix }) => {
          const client = { clientId: clientIdOf(id), clientSecret: keys[`${prefix}_CLIENT_SECRET`] }
          const redirectUris = [`${publicUrl}/oauth/callback/${id}`]
          return [id, { port: ports[id], stateFolder: join(folder, id), seed: true, ...client, redirectUris }]
        }),
    ),
  }
  const file = join(folder, 'options.json')
  await replaceFile(file, JSON.stringify(options))
  const at = addressesOf(ports)
  const probes = [
    ...(own.entra ? [`${at.entra}/${SANDBOX_TENANT}/v2.0/.well-known/openid-configuration`] : []),
    ...(own.teams ? [at.files] : []),
    ...own.apps.map((id) => at[id]),
  ]
  return {
    name: 'The stand-ins',
    id: 'stand-ins',
    command: program('sandbox/stand-ins.ts', inheritedEnvironment(), file),
    ready: () => until('The stand-ins', async () => (await Promise.all(probes.map(answers))).every(Boolean)),
  }
}

/** Where the Teams clients take what the bot posts. */
function connectorsOf(ports: Ports): Record<string, string> {
  const { alice, bob } = addressesOf(ports)
  return { alice: `${alice}/_connector`, bob: `${bob}/_connector` }
}

export function botPart(env: NodeJS.ProcessEnv, ports: Ports): Part {
  const command = program('bot/main.ts', env)
  return {
    name: 'The bot',
    id: 'bot',
    command,
    ready: () => until('The bot', () => answers(`http://127.0.0.1:${String(ports.bot)}/readyz`)),
  }
}

/** The worker has no port: it is ready when Temporal sees it poll. */
export function workerPart(env: NodeJS.ProcessEnv): Part {
  return {
    name: 'The worker',
    id: 'worker',
    command: program('worker/main.ts', env),
    async ready(pid) {
      const connection = Connection.lazy({ address: env.TEMPORAL_ADDRESS ?? '', connectTimeout: '1s' })
      const request = { namespace: env.TEMPORAL_NAMESPACE ?? 'default', taskQueue: { name: TASK_QUEUE }, taskQueueType: WORKFLOW_TASKS }
      try {
        await until('The worker', async () => {
          const { pollers } = await connection.withDeadline(Date.now() + 1_000, () => connection.workflowService.describeTaskQueue(request))
          return pollers.some(({ identity }) => identity?.startsWith(`${String(pid)}@`))
        })
      } finally {
        await connection.close()
      }
    },
  }
}

export async function teamsPart(person: SandboxPerson, given: { port: number; botUrl: string; folder: string }): Promise<Part> {
  const command = await teamsClientCommand({ person, ...given })
  const name = `${person.name}'s Teams client`
  return { name, id: `teams-${person.key}`, command, ready: () => until(name, () => answers(`http://127.0.0.1:${String(given.port)}/`)) }
}
