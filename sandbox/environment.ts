// What the programs find in their environment: the sandbox's own values, and before them whatever the person at the terminal has set.
import { inheritedEnvironment, readConfig, type Config } from '../config.js'
import { downloadOrigin } from './box/files.js'
import type { SandboxKeys } from './keys.js'
import { alice, SANDBOX_TENANT } from './people.js'
import type { Ports } from './ports.js'
import { clientIdOf, forEachApp, ownApps, sandboxApps, type SandboxAppId } from './sandbox-apps.js'

/** Which parts are the sandbox's own; the others are given by variables. */
export interface OwnParts {
  readonly postgres: boolean
  readonly temporal: boolean
  readonly teams: boolean
  readonly entra: boolean
  readonly apps: readonly SandboxAppId[]
}

export const ENTRA_CLIENT_ID = 'workbot-sandbox-entra'

/** @param given variables that replace a part */
export function ownParts(given: Config<'sandbox'>): OwnParts {
  return {
    postgres: given.DATABASE_URL === undefined,
    temporal: given.TEMPORAL_ADDRESS === undefined,
    teams: given.MICROSOFT_APP_ID === undefined,
    entra: given.ENTRA_CLIENT_ID === undefined,
    apps: ownApps(given),
  }
}

interface Facts {
  readonly own: OwnParts
  readonly ports: Ports
  readonly keys: SandboxKeys
  readonly databaseUrl: string
  readonly bundle: string
}

/** The addresses that follow from the ports. The bot is on another site than the stand-ins, so that cookies behave as in production. */
export function addressesOf(ports: Ports) {
  return {
    bot: `http://localhost:${String(ports.bot)}`,
    temporal: `127.0.0.1:${String(ports.temporal)}`,
    temporalUi: `http://localhost:${String(ports.temporalUi)}`,
    alice: `http://localhost:${String(ports.alice)}`,
    bob: `http://localhost:${String(ports.bob)}`,
    entra: `http://127.0.0.1:${String(ports.entra)}`,
    files: `http://127.0.0.1:${String(ports.files)}`,
    ...forEachApp(({ id }) => `http://127.0.0.1:${String(ports[id])}`),
  } as const
}

/** Where browsers reach the bot: what the person has set (a tunnel, say), or this machine. */
export function publicUrlOf(ports: Ports): string {
  return inheritedEnvironment().PUBLIC_URL ?? addressesOf(ports).bot
}

/** The variables of the apps that are the sandbox's own, and the hosts at which they may be called. */
function appVariables({ own, ports, keys }: Facts): NodeJS.ProcessEnv {
  const at = addressesOf(ports)
  const variables = sandboxApps
    .filter(({ id }) => own.apps.includes(id))
    .map(({ id, prefix, label, orgIds }) => ({
      [`${prefix}_LABEL`]: label,
      [`${prefix}_URL`]: at[id],
      [`${prefix}_CLIENT_ID`]: clientIdOf(id),
      [`${prefix}_CLIENT_SECRET`]: keys[`${prefix}_CLIENT_SECRET`],
      [`${prefix}_ORG_IDS`]: orgIds,
    }))
  // A download comes from another host.
  const urls = own.apps.flatMap((id) => (id === 'box' ? [at[id], downloadOrigin(at[id])] : [at[id]]))
  const hosts = [inheritedEnvironment().EXTRA_APP_HOSTS, ...urls.map((url) => new URL(url).host)]
  return Object.assign({ EXTRA_APP_HOSTS: hosts.filter(Boolean).join(',') }, ...variables) as NodeJS.ProcessEnv
}

/**
 * The environments of bot and worker. Only the bot gets its own key ring, only the worker the key that unseals tokens.
 * @throws ConfigError when what the person has set isn't complete
 */
export function programEnvironments(facts: Facts): { readonly bot: NodeJS.ProcessEnv; readonly worker: NodeJS.ProcessEnv } {
  const { own, ports } = facts
  const at = addressesOf(ports)
  const inherited = inheritedEnvironment()
  const keys = { ...facts.keys, ...inherited }
  const shared: NodeJS.ProcessEnv = {
    TENANT_ID: SANDBOX_TENANT,
    ...inherited,
    WORKBOT_SANDBOX: String(own.teams),
    PUBLIC_URL: publicUrlOf(ports),
    DATABASE_URL: facts.databaseUrl,
    SHARED_KEYS: keys.SHARED_KEYS,
    CODEC_KEYS: keys.CODEC_KEYS,
    TOKEN_PUBLIC_KEY: keys.TOKEN_PUBLIC_KEY,
    ...(own.temporal && { TEMPORAL_ADDRESS: at.temporal, TEMPORAL_UI_URL: at.temporalUi }),
    ...appVariables(facts),
  }
  const bot = {
    ADMINS: alice.aadObjectId,
    OPERATORS: alice.aadObjectId,
    ...shared,
    HOST: '127.0.0.1',
    PORT: String(ports.bot),
    BOT_KEYS: keys.BOT_KEYS,
    ...(own.teams && { TEAMS_FILE_HOSTS: new URL(at.files).host }),
    ...(own.entra && {
      ENTRA_AUTHORITY: `${at.entra}/${SANDBOX_TENANT}/v2.0`,
      ENTRA_CLIENT_ID,
      ENTRA_CLIENT_SECRET: facts.keys.ENTRA_CLIENT_SECRET,
    }),
  }
  const worker = { ...shared, TOKEN_PRIVATE_KEY: keys.TOKEN_PRIVATE_KEY, WORKFLOW_BUNDLE: facts.bundle }
  readConfig('bot', bot)
  readConfig('worker', worker)
  return { bot, worker }
}
