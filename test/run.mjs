// `npm test`: installs what is missing, gets a browser, runs the tests, and ends with one line: `N passed, N failed`.
// Arguments go to vitest: `npm test -- test/sandbox`. `--full` adds the long tests, and the suite on the other Nodes; `--node 22`: on that one.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from '../sandbox/install.mjs'
import { failedTests, filesToRunAgain, passedIn } from './again.mjs'
import { findChromium } from './chromium.mjs'
import { findNode, NODE_LINES } from './other-nodes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const own = process.versions.node.split('.')[0]
const { isFull, lines, rest } = readArguments(process.argv.slice(2))

install()
const chromium = findChromium()
const results = []
let isInterrupted = false
for (const line of lines) if (!isInterrupted) results.push(await runOn(line))
if (results.length > 1 || lines[0] !== own) console.table(results)
const passed = results.reduce((sum, one) => sum + one.passed, 0)
const failed = results.reduce((sum, one) => sum + one.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && !isInterrupted ? 0 : 1)

function readArguments(given) {
  const full = given.includes('--full')
  const others = given.filter((argument) => argument !== '--full')
  const at = others.indexOf('--node')
  const [, chosen] = at === -1 ? [] : others.splice(at, 2)
  if (chosen !== undefined && !NODE_LINES.includes(chosen)) throw new Error(`--node takes one of ${NODE_LINES.join(', ')}.`)
  const all = full ? [own, ...NODE_LINES.filter((line) => line !== own)] : [own]
  return { isFull: full, lines: chosen ? [chosen] : all, rest: others }
}

/** The long tests run on this Node alone, or on the one that was chosen. */
async function runOn(line) {
  const node = line === own ? process.execPath : findNode(line)
  if (node === null) {
    console.error(`Node ${line} can't be had from npm here.`)
    return { node: line, passed: 0, failed: 1, seconds: 0 }
  }
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  if (lines.length > 1 || line !== own) console.log(`\nThe suite on Node ${version}`)
  const started = Date.now()
  const isLong = isFull && line === lines[0]
  const first = await runVitest(node, { version, isLong, given: rest })
  const counted = isFull || rest.length > 0 ? first : await runAgain(node, { version, first })
  return { node: version, passed: counted.passed, failed: counted.failed, seconds: Math.round((Date.now() - started) / 1_000) }
}

/** Only in the short suite, as a whole: what is run by name, and `test:full`, get no second go. */
async function runAgain(node, { version, first }) {
  const files = first.failed > 0 && first.report && !isInterrupted ? filesToRunAgain(first.report) : []
  if (files.length === 0) return first
  console.log(`\nOnce more, alone: ${files.map((file) => relative(root, file)).join(', ')}`)
  const second = await runVitest(node, { version, isLong: false, given: ['--no-file-parallelism', ...files] })
  if (second.failed > 0 || isInterrupted) return first
  for (const name of failedTests(first.report)) console.log(`Failed beside the others, passed alone: ${name}`)
  return { passed: first.passed - passedIn(first.report, files) + second.passed, failed: 0 }
}

/** Tests start their programs by `process.execPath`; the global setup holds that to `WORKBOT_TEST_NODE`. */
function runVitest(node, { version, isLong, given }) {
  const folder = mkdtempSync(join(tmpdir(), 'workbot-results-'))
  const file = join(folder, 'results.json')
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...given]
  const child = spawn(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...options], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(chromium && { CHROMIUM_PATH: chromium }),
      WORKBOT_TEST_NODE: version,
      WORKBOT_TEST_FULL: String(isLong),
    },
  })
  const pass = (signal) => {
    isInterrupted = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass)
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      for (const one of ['SIGINT', 'SIGTERM']) process.off(one, pass)
      const counted = count(file, code)
      rmSync(folder, { recursive: true, force: true })
      if (signal !== null || code === 130) process.exitCode = 1
      resolve(counted)
    })
  })
}

/** A file that can't be loaded, a leak after the last test and a crash are failures too, though no test has failed then. */
function count(file, code) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = report
    return { report, passed, failed: numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites)) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
