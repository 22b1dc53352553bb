// `npm run recipes`: shows and changes recipe settings from a shell.
import { runWithDatabase } from '../operator-shell.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { recipesCommand } from './recipes-command.js'

await runWithDatabase('recipes', ({ config: { WORKBOT_SANDBOX: sandbox }, db, user }) =>
  recipesCommand({ db, user, sandbox, specs: recipeSpecs }, process.argv.slice(2)),
)
