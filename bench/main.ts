// `npm run bench`: what we cost, measured on this machine; docs/benchmarks.md says how to read it.
//   npm run bench [-- --quick] [-- --write]           our run beside a bare Temporal workflow that does the same
//   npm run bench -- actions [--quick] [--write]      our own code for each action over a plain fetch of the same requests
//   --quick: a short pass; --write: puts the table into docs/benchmarks.md
import { parseArgs } from 'node:util'
import { measureActions } from './actions/measure-actions.js'
import { describeMachine } from './machine.js'
import { runBench } from './run-bench.js'
import { quick, quickActions, whole, wholeActions } from './sizes.js'
import { toActionsTable, toTable, writePage } from './table.js'

const { values: given, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const say = (line: string): void => {
  console.log(line)
}

const part = positionals[0] === 'actions' ? 'actions' : 'runs'
const { machine, table } = part === 'actions' ? await actions() : await runs()
const day = new Date().toISOString().slice(0, 10)
const result = `${day}, the ${given.quick ? 'quick' : 'whole'} pass: ${machine}.\n\n${table}`
console.log(`\n${result}`)
if (given.write) await writePage(result, part)
process.exit(0)

interface Measured {
  readonly machine: string
  readonly table: string
}

async function runs(): Promise<Measured> {
  const { machine, figures } = await runBench(given.quick ? quick : whole, {
    say,
    ending: (end) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().finally(() => process.exit(130)))
    },
  })
  return { machine, table: toTable(figures) }
}

/** Stand-ins in this process; no Temporal, no Postgres. */
async function actions(): Promise<Measured> {
  const machine = describeMachine()
  say(`${machine}\nActions:`)
  return { machine, table: toActionsTable(await measureActions(given.quick ? quickActions : wholeActions, say)) }
}
