// `npm start`: installs what is missing, and starts the sandbox. Plain JavaScript: on a fresh clone there is nothing else yet.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { install } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: { state: { type: 'string', default: join(root, '.workbot') }, 'no-install': { type: 'boolean', default: false } },
})

if (!values['no-install']) install()
const { register } = await import('tsx/esm/api')
register()
const { startSandbox } = await import('./main.ts')
try {
  await startSandbox(values.state, (line) => console.log(line))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
