// `npm test`: installs what is missing, gets a browser, runs the tests, and ends with one line: `N passed, N failed`.
// Arguments go to vitest: `npm test -- test/sandbox`. `--full` adds the long tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from '../sandbox/install.mjs'
import { findChromium } from './chromium.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const given = process.argv.slice(2)
const isFull = given.includes('--full')

install()
const chromium = findChromium()
const folder = mkdtempSync(join(tmpdir(), 'workbot-results-'))
const results = join(folder, 'results.json')
const options = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...given.filter((argument) => argument !== '--full'),
]
const vitest = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...options], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(chromium && { CHROMIUM_PATH: chromium }), ...(isFull && { WORKBOT_TEST_FULL: 'true' }) },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal))
vitest.on('exit', (code) => {
  const { passed, failed } = count(code)
  rmSync(folder, { recursive: true, force: true })
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(code === 0 && failed === 0 ? 0 : 1)
})

/** A file that can't be loaded, a leak after the last test and a crash are failures too, though no test has failed then. */
function count(code) {
  try {
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(results, 'utf8'))
    return { passed, failed: numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites)) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
