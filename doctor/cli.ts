// `npm run doctor`: checks each part of a deployment's configuration and says what to do.
import { doctorCommand } from './doctor-command.js'

const { kind, text } = await doctorCommand(process.argv.slice(2))
process[kind === 'refused' ? 'stderr' : 'stdout'].write(`${text}\n`)
process.exitCode = kind === 'well' ? 0 : 1
