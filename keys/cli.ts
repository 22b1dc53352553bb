// `npm run keys`: a fresh set of keys for a new deployment.
import { keysCommand } from './keys-command.js'

const { ok, text } = await keysCommand(process.argv.slice(2))
process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
process.exitCode = ok ? 0 : 1
