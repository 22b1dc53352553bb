// The Nodes that Workbot is tested on, each from its npm package. Plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** One of each line that is supported; npm checks what it fetches. */
const VERSIONS = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' }
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'workbot', 'node')

export const NODE_LINES = Object.keys(VERSIONS)

/** The path of a Node of this line: the one that runs now where it is of it, else fetched by npm. Null where it can't be had. */
export function findNode(line) {
  if (process.versions.node.split('.')[0] === line) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  const folder = join(cache, VERSIONS[line])
  const binary = join(folder, 'node_modules', name, 'bin', 'node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${name}@${VERSIONS[line]}`]
    spawnSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return existsSync(binary) ? binary : null
}
