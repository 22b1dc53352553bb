// The only reader of process.env. Reports every missing or wrong value at once.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { appIds, appNames, prefixOf, type AppPrefix } from './app-names.js'
import { WorkbotError } from './errors.js'
import type { NamedKey } from './keys/key-ring.js'
import { Secret } from './keys/secret.js'

const text = z.string().min(1)
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ''))
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
/** `id:base64` pairs, the active key first. */
const keyRing = text.transform((value, context): NamedKey[] =>
  value.split(',').map((pair) => {
    const [id = '', base64 = ''] = pair.trim().split(':')
    const key = Buffer.from(base64, 'base64')
    if (!/^[\w-]+$/.test(id) || key.length !== 32) context.addIssue('must be "<id>:<32 bytes in base64>", several separated by commas')
    return { id, key }
  }),
)
/** One JWK or a JSON array of them, the active key first; each needs a `kid`. */
const jwks = text.transform((value, context): Record<string, unknown>[] => {
  try {
    const parsed: unknown = JSON.parse(value)
    const keys = z
      .array(z.looseObject({ kid: text, kty: z.literal('EC') }))
      .min(1)
      .parse(Array.isArray(parsed) ? parsed : [parsed])
    return keys
  } catch {
    context.addIssue('must be an EC key as JWK with a kid, or a JSON array of them')
    return z.NEVER
  }
})

/** A limit of age; none unless given. */
const days = z.coerce.number().int().min(1).max(3_650).optional()
const port = z.coerce.number().int().min(0).max(65_535)

const secret = text.transform((value) => new Secret(value))
/** PEM text, its line breaks written as they are or as \n, or the path of a file that has it. */
const pem = text.transform((value, context): string => {
  const found = value.includes('-----BEGIN ') ? value.replaceAll('\\n', '\n') : readIfThere(value)
  if (!found?.includes('-----BEGIN ')) context.addIssue('must be PEM text, or the path of a PEM file that this program may read')
  return found ?? ''
})

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

const temporal = {
  TEMPORAL_ADDRESS: text,
  TEMPORAL_NAMESPACE: text.default('default'),
  TEMPORAL_TLS: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  TEMPORAL_TLS_CERT: pem.optional(),
  TEMPORAL_TLS_KEY: pem.transform((value) => new Secret(value)).optional(),
  TEMPORAL_TLS_CA: pem.optional(),
  TEMPORAL_API_KEY: secret.optional(),
}

/** Each app has all of them: `BOX_URL`. */
const appFields = {
  ...{ URL: url.optional(), LABEL: text.default(''), ORG_IDS: list },
  ...{ CLIENT_ID: text.optional(), CLIENT_SECRET: text.optional() },
  ...{ CLIENT_ID_PREVIOUS: text.optional(), CLIENT_SECRET_PREVIOUS: text.optional() },
}
type AppField = keyof typeof appFields
const appVariables = Object.fromEntries(
  appIds.flatMap((id) =>
    Object.entries({ ...appFields, LABEL: text.default(appNames[id]) }).map(([name, field]) => [`${prefixOf(id)}_${name}`, field]),
  ),
) as {
  [Key in `${AppPrefix}_${AppField}`]: Key extends `${AppPrefix}_${infer Name extends AppField}` ? (typeof appFields)[Name] : never
}

const shared = {
  WORKBOT_SANDBOX: flag,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: url,
  TENANT_ID: z.guid().toLowerCase(),
  DATABASE_URL: text,
  ...temporal,
  TEMPORAL_UI_URL: url.optional(),
  SHARED_KEYS: keyRing,
  CODEC_KEYS: keyRing,
  TOKEN_PUBLIC_KEY: jwks,
  MICROSOFT_APP_ID: z.string().default(''),
  MICROSOFT_APP_PASSWORD: z.string().default(''),
  BOT_SERVICE_HOSTS: list,
  BOT_OPENID_METADATA_URL: url.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_TOKEN_URL: url.optional(),
  EXTRA_APP_HOSTS: list,
  ...appVariables,
  METRICS_PORT: port.optional(),
  METRICS_HOST: text.default('127.0.0.1'),
  OTEL_SDK_DISABLED: flag,
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: url.optional(),
  OTEL_METRIC_EXPORT_INTERVAL: z.coerce.number().int().min(1).default(60_000),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['http/protobuf']).optional(),
}
const privacyUrl = z.url({ protocol: /^https$/ }).optional()
const objectIds = list.transform((ids, context) =>
  ids.map((id) => {
    if (!z.guid().safeParse(id).success) context.addIssue('must be Entra object ids (GUIDs), separated by commas')
    return id.toLowerCase()
  }),
)

const bot = {
  ...shared,
  PORT: port.default(3978),
  TEAMS_FILE_HOSTS: list,
  TRUST_PROXY: z.string().default(''),
  BOT_KEYS: keyRing,
  ENTRA_CLIENT_ID: text,
  ENTRA_CLIENT_SECRET: text,
  ENTRA_AUTHORITY: url.optional(),
  ADMINS: objectIds,
  AUTHORS: objectIds,
  OPERATORS: objectIds,
  OPERATOR_NAME: text.optional(),
  PRIVACY_URL: privacyUrl,
}
const worker = {
  ...shared,
  TOKEN_PRIVATE_KEY: jwks,
  WORKFLOW_BUNDLE: text.optional(),
  HEALTH_PORT: port.optional(),
  CONNECTION_IDLE_DAYS: days,
  CONNECTION_MAX_DAYS: days,
}

/** What operators' commands have in common. */
const shell = { DATABASE_URL: text, LOG_LEVEL: shared.LOG_LEVEL, SHELL_USER: text.optional() }

const programs = {
  bot: z.object(bot),
  worker: z.object(worker),
  migrate: z.object({ MIGRATIONS_DATABASE_URL: text, LOG_LEVEL: shared.LOG_LEVEL }),
  /** What the sandbox's launcher starts less, where the real part is given; the programs themselves check the rest. */
  sandbox: z.object({
    DATABASE_URL: text.optional(),
    MIGRATIONS_DATABASE_URL: text.optional(),
    TEMPORAL_ADDRESS: text.optional(),
    MICROSOFT_APP_ID: text.optional(),
    ENTRA_CLIENT_ID: text.optional(),
    ...appVariables,
  }),
  /** What `npm run manifest` isn't told by options. */
  manifest: z.object({
    MICROSOFT_APP_ID: text.optional(),
    PUBLIC_URL: url.optional(),
    OPERATOR_NAME: text.optional(),
    PRIVACY_URL: privacyUrl,
  }),
  recipes: z.object({ ...shell, WORKBOT_SANDBOX: flag }),
  audit: z.object({ DATABASE_URL: text, LOG_LEVEL: shared.LOG_LEVEL }),
  runs: z.object({ ...shell, SHARED_KEYS: keyRing.optional() }),
  /** `npm run keys -- status`, `rotate` and `retire`; keys are only repeated in what `rotate` prints. */
  keys: z.object({
    ...shell,
    ...temporal,
    TEMPORAL_ADDRESS: text.optional(),
    ...{ SHARED_KEYS: keyRing.optional(), CODEC_KEYS: keyRing.optional(), BOT_KEYS: keyRing.optional() },
    ...{ TOKEN_PUBLIC_KEY: jwks.optional(), TOKEN_PRIVATE_KEY: jwks.optional() },
  }),
  incident: z.object(shell),
  /** `npm run people`; `export` opens with the ring, `erase` also deletes in Temporal, and changes the audit as the schema's owner. */
  people: z.object({
    ...shell,
    ...temporal,
    TEMPORAL_ADDRESS: text.optional(),
    SHARED_KEYS: keyRing.optional(),
    MIGRATIONS_DATABASE_URL: text.optional(),
  }),
  /** `npm run check:upgrade` and `npm run history:save`. */
  versions: z.object({ ...temporal, CODEC_KEYS: keyRing }),
} as const

/** Every variable that some program reads. */
export const variableNames: readonly string[] = [...new Set(Object.values(programs).flatMap(({ shape }) => Object.keys(shape)))]
export type Program = keyof typeof programs
export type Config<Name extends Program> = z.infer<(typeof programs)[Name]>
/** What bot and worker both know. */
export type SharedConfig = Config<'worker'> | Config<'bot'>

/** One or more environment variables are missing or wrong; the message has a line for each. */
export class ConfigError extends WorkbotError {
  constructor(lines: readonly string[]) {
    super(
      'WB-CONFIG-001',
      `The environment isn't complete:\n${lines.map((line) => `  ${line}`).join('\n')}\n.env.example says what each variable is.`,
    )
  }
}

/** Reads a program's configuration, or throws a ConfigError that names every variable at fault and no value. */
export function readConfig<Name extends Program>(program: Name, env: NodeJS.ProcessEnv = process.env): Config<Name> {
  const { config, problems } = examineConfig(program, env)
  if (problems.length > 0) throw new ConfigError(problems)
  return config as Config<Name>
}

/** Whatever of a program's configuration can be used, and a line for each variable at fault: its name and no value. */
export function examineConfig<Name extends Program>(
  program: Name,
  env: NodeJS.ProcessEnv,
): { readonly config: Partial<Config<Name>>; readonly problems: readonly string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = programs[program].safeParse(given)
  if (result.success)
    return {
      config: result.data as Partial<Config<Name>>,
      problems: [...outsideSandbox(result.data), ...halfApps(result.data), ...halfTemporalTls(result.data)],
    }
  const { issues } = result.error
  const sound = Object.entries(given).filter(([name]) => !issues.some(({ path }) => path[0] === name))
  return {
    config: programs[program].partial().parse(Object.fromEntries(sound)) as Partial<Config<Name>>,
    problems: issues.map(({ path, message }) => `${path.join('.')}: ${given[String(path[0])] === undefined ? 'is missing' : message}`),
  }
}

/** For a program's main: what is wrong with the environment is printed as sentences, and the program ends. */
export function readConfigOrExit<Name extends Program>(program: Name): Config<Name> {
  try {
    return readConfig(program)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message} (${error.code})\n`)
    process.exit(1)
  }
}

/** What the sandbox may do without, and nobody else: botbuilder accepts every unsigned request where the app id is empty. */
function outsideSandbox(config: { readonly [Name in keyof SharedConfig]?: SharedConfig[Name] | undefined }): string[] {
  const facesTeams = 'PUBLIC_URL' in config
  if (config.WORKBOT_SANDBOX !== false || !facesTeams) return []
  const lines: string[] = []
  if (!config.MICROSOFT_APP_ID) lines.push('MICROSOFT_APP_ID: is missing; without it every unsigned request would be accepted')
  if (!config.MICROSOFT_APP_PASSWORD) lines.push('MICROSOFT_APP_PASSWORD: is missing')
  if (!config.PUBLIC_URL?.startsWith('https://')) lines.push('PUBLIC_URL: must be https outside the sandbox')
  return lines
}

/** An app configuration comes from three variables; with some of them it would be missing without a word. */
function halfApps(config: { readonly [Name in keyof SharedConfig]?: SharedConfig[Name] | undefined }): string[] {
  if (!('PUBLIC_URL' in config)) return []
  return appIds.map(prefixOf).flatMap((app) => {
    const three = [`${app}_URL`, `${app}_CLIENT_ID`, `${app}_CLIENT_SECRET`] as const
    const missing = three.filter((name) => config[name] === undefined)
    const [idBefore, secretBefore] = [`${app}_CLIENT_ID_PREVIOUS`, `${app}_CLIENT_SECRET_PREVIOUS`] as const
    return [
      ...(missing.length < three.length ? missing.map((name) => `${name}: is missing; ${three.join(', ')} are given together`) : []),
      ...(config[idBefore] && !config[secretBefore] ? [`${secretBefore}: is missing; it belongs to ${idBefore}`] : []),
    ]
  })
}

/** A certificate without its key is none; and what says who we are never travels in the clear. */
function halfTemporalTls(config: { readonly [Name in keyof SharedConfig]?: SharedConfig[Name] | undefined }): string[] {
  const { TEMPORAL_TLS: tls, TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key, TEMPORAL_TLS_CA: ca, TEMPORAL_API_KEY: apiKey } = config
  const lines: string[] = []
  if (cert !== undefined && key === undefined) lines.push('TEMPORAL_TLS_KEY: is missing; it belongs to TEMPORAL_TLS_CERT')
  if (key !== undefined && cert === undefined) lines.push('TEMPORAL_TLS_CERT: is missing; it belongs to TEMPORAL_TLS_KEY')
  if (tls === false && [cert, ca, apiKey].some((value) => value !== undefined))
    lines.push("TEMPORAL_TLS: can't be false where a certificate or an API key is given")
  return lines
}

/** The whole environment, for the launchers: what they look up in it (PATH, a cache folder) and hand on to the programs they start. */
export function inheritedEnvironment(): Readonly<NodeJS.ProcessEnv> {
  return process.env
}
