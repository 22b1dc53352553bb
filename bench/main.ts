// `npm run bench`: our run beside a bare Temporal workflow that does the same, on this machine; docs/benchmarks.md says how to read it.
//   npm run bench [-- --quick] [-- --write]      --quick: a short pass; --write: puts the table into docs/benchmarks.md
import { parseArgs } from 'node:util'
import { runBench } from './run-bench.js'
import { quick, whole } from './sizes.js'
import { toTable, writePage } from './table.js'

const { values: given } = parseArgs({ options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } })

const { machine, figures } = await runBench(given.quick ? quick : whole, {
  say: (line) => {
    console.log(line)
  },
  ending: (end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().finally(() => process.exit(130)))
  },
})
const day = new Date().toISOString().slice(0, 10)
const result = `${day}, the ${given.quick ? 'quick' : 'whole'} pass: ${machine}.\n\n${toTable(figures)}`
console.log(`\n${result}`)
if (given.write) await writePage(result)
process.exit(0)
