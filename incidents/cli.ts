// `npm run incident`: for a leak in progress. It needs the database alone; a running worker ends the tokens at their apps.
import { ask, printLine, runWithDatabase } from '../operator-shell.js'
import { incidentCommand } from './incident-command.js'

await runWithDatabase('incident', ({ db, user }) => incidentCommand({ db, user, print: printLine, ask }, process.argv.slice(2)))
