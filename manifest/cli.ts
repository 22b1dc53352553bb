// `npm run manifest`: the Teams app package of this deployment.
import { readConfigOrExit } from '../config.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { manifestCommand } from './manifest-command.js'

const { ok, text } = await manifestCommand(readConfigOrExit('manifest'), recipeSpecs, process.argv.slice(2))
process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
process.exitCode = ok ? 0 : 1
