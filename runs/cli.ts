// `npm run runs`: shows and mends runs from a shell. It needs the database alone; the sweep of a worker does what it leaves owed.
import { createKeyRing } from '../keys/key-ring.js'
import { runWithDatabase } from '../operator-shell.js'
import { runsCommand } from './cli/runs-command.js'

await runWithDatabase('runs', ({ config: { SHARED_KEYS }, db, user }) =>
  runsCommand({ db, user, keys: SHARED_KEYS ? createKeyRing(SHARED_KEYS) : null }, process.argv.slice(2)),
)
