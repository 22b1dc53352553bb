// Makes sure that what package-lock.json names is installed. Plain JavaScript without dependencies: it runs before there are any.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const LEAST_NODE = [20, 19]

/** Ends the process with a sentence where this machine can't run Workbot, or npm fails. */
export function install() {
  checkMachine()
  const lockFile = join(root, 'package-lock.json')
  const mark = join(root, 'node_modules', '.workbot-installed')
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  if (!existsSync(mark) && isNewer(join(root, 'node_modules', '.package-lock.json'), lockFile)) return writeFileSync(mark, wanted)
  console.log('Installing what package-lock.json names (npm ci; about 600 MB, a minute or less) ...')
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
  if (error || status !== 0) {
    console.error(`npm ci didn't work${error ? ` (${error.message})` : ''}. Its output above says why; try it by hand: npm ci`)
    process.exit(1)
  }
  writeFileSync(mark, wanted)
}

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = LEAST_NODE
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    console.error(`Workbot needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}. https://nodejs.org has it.`)
    process.exit(1)
  }
  if (!['linux', 'darwin'].includes(process.platform) || !['x64', 'arm64'].includes(process.arch)) {
    console.error(`The sandbox runs on Linux and macOS (x64, arm64), and not on ${process.platform} ${process.arch}. On Windows use WSL 2.`)
    process.exit(1)
  }
}

function isNewer(file, than) {
  return existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs
}
