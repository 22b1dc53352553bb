// The environments that the doctor looks at: the process's own, or files such as bot.env and worker.env, each judged as its program would.
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { examineConfig, inheritedEnvironment, type Config } from '../config.js'
import { failed, ok, warning, type Said } from './finding.js'

type Variables = Readonly<NodeJS.ProcessEnv>
type ProgramName = 'bot' | 'worker'

/** Whatever of both programs' configurations can be used. */
export type Known = Partial<Config<'bot'> & Config<'worker'>>

export interface Environment {
  /** `secrets/bot.env`, or `the environment`. */
  readonly name: string
  readonly variables: Variables
}

/** @param files none: the process's own environment @throws where a file can't be read */
export function readEnvironments(files: readonly string[]): Environment[] {
  if (files.length === 0) return [{ name: 'the environment', variables: inheritedEnvironment() }]
  return files.map((name) => ({ name, variables: parseEnv(readFileSync(name, 'utf8')) }))
}

/** What only one of the two reads says whose environment it is; with neither's, it is held against both. */
function programsOf(variables: Variables): readonly ProgramName[] {
  const has = (...names: string[]): boolean => names.some((name) => (variables[name] ?? '') !== '')
  const own = [...(has('BOT_KEYS', 'ENTRA_CLIENT_ID') ? ['bot' as const] : []), ...(has('TOKEN_PRIVATE_KEY') ? ['worker' as const] : [])]
  return own.length > 0 ? own : ['bot', 'worker']
}

/** Which programs are configured, what is known of them, and what is wrong with their variables. */
export function examine(environments: readonly Environment[]): {
  readonly known: Known
  readonly programs: readonly ProgramName[]
  readonly said: readonly Said[]
} {
  const judged = environments.flatMap(({ name, variables }) =>
    programsOf(variables).map((program) => ({ name, program, ...examineConfig(program, variables) })),
  )
  const said = judged.map(({ name, program, problems }) =>
    problems.length === 0
      ? ok(`${name} has every variable that the ${program} needs`)
      : failed(`${name} isn't complete for the ${program}: ${problems.join('; ')}`, '.env.example says what each variable is.'),
  )
  return {
    known: Object.assign({}, ...judged.map(({ config }) => config)) as Known,
    programs: [...new Set(judged.map(({ program }) => program))],
    said: [...said, ...disagreements(environments), ...exposed(environments)],
  }
}

/** Read by one program, or by each in its own way. */
const MAY_DIFFER = ['LOG_LEVEL', 'HOST', 'PORT', 'HEALTH_PORT', 'METRICS_PORT', 'METRICS_HOST', 'DATABASE_URL']

/** One value for both, or they don't understand each other. Only the names are said. */
function disagreements([first, ...others]: readonly Environment[]): Said[] {
  return others.flatMap(({ name, variables }) => {
    const different = Object.keys(variables).filter((key) => {
      const before = first?.variables[key]
      return before !== undefined && before !== variables[key] && !MAY_DIFFER.includes(key) && !key.startsWith('OTEL_')
    })
    if (different.length === 0) return []
    return [failed(`${first?.name ?? ''} and ${name} differ in ${different.join(', ')}`, 'Give bot and worker the same value.')]
  })
}

/** In files only: the process's own environment may be both programs' together. */
function exposed(environments: readonly Environment[]): Said[] {
  return environments
    .filter(({ variables }) => environments.length > 1 && variables.BOT_KEYS && variables.TOKEN_PRIVATE_KEY)
    .map(({ name }) =>
      warning(`${name} has TOKEN_PRIVATE_KEY beside the bot's keys`, 'Take it out of what the bot gets: the bot faces the internet.'),
    )
}
