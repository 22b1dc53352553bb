// Finds a browser for the browser tests, or gets one. Plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge']
const MAC_APPS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const DOWNLOAD_MS = 180_000

/** Path of a Chromium, Chrome or Edge; undefined where none is there and none could be got (said in words then). */
export function findChromium() {
  return process.env.CHROMIUM_PATH || installed() || byPlaywright() || byApt() || giveUp()
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...MAC_APPS.map((app) => join('/Applications', app))].find(isExecutable)
}

function byPlaywright() {
  const path = () => {
    const script = "import { chromium } from 'playwright-core'; console.log(chromium.executablePath())"
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' }).stdout.trim()
  }
  if (isExecutable(path())) return path()
  console.log("No Chromium, Chrome or Edge is on PATH. Getting Playwright's Chromium ...")
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], timeout: DOWNLOAD_MS })
  return isExecutable(path()) ? path() : undefined
}

function byApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  console.log("That isn't possible here. Installing Debian's chromium ...")
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return installed()
}

function giveUp() {
  console.error(`The browser tests need Chromium, Chrome or Edge, and none could be got. One of these gets it:
  npx playwright-core install --with-deps chromium
  apt-get install chromium        (Debian, Ubuntu)
  brew install --cask chromium    (macOS)
or set CHROMIUM_PATH to the browser you have. Until then the browser tests fail.`)
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return file !== ''
  } catch {
    return false
  }
}
