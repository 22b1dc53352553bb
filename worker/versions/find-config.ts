// Where the two commands find Temporal and its keys: the environment, or the sandbox that runs in this folder.
import { readFileSync } from 'node:fs'
import { ConfigError, readConfig, type Config } from '../../config.js'

/** @throws ConfigError, naming what is missing */
export function findConfig(): Config<'versions'> {
  try {
    return readConfig('versions')
  } catch (error) {
    const env = error instanceof ConfigError ? sandboxEnvironment() : undefined
    if (!env) throw error
    return readConfig('versions', env)
  }
}

function sandboxEnvironment(): NodeJS.ProcessEnv | undefined {
  try {
    const { temporal } = readState<{ readonly temporal: string }>('addresses.json')
    return { TEMPORAL_ADDRESS: temporal, CODEC_KEYS: readState<{ readonly CODEC_KEYS: string }>('keys.json').CODEC_KEYS }
  } catch {
    return undefined
  }
}

/** There while `npm start` runs in this folder. */
function readState<State>(name: string): State {
  return JSON.parse(readFileSync(`.workbot/${name}`, 'utf8')) as State
}
