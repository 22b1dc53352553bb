// `npm run people`: what an operator does about one person. A running worker ends the tokens at their apps.
import { printLine, runWithDatabase } from '../operator-shell.js'
import { peopleCommand } from './people-command.js'

await runWithDatabase('people', ({ db, user }) => peopleCommand({ db, user, print: printLine }, process.argv.slice(2)))
