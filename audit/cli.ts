// `npm run audit`: the audit as JSON lines on standard output, for a SIEM or a reader.
import { once } from 'node:events'
import { readConfigOrExit } from '../config.js'
import { createDatabase, DatabaseUnavailable } from '../database.js'
import { createLogger } from '../log.js'
import { auditCommand } from './audit-command.js'

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const config = readConfigOrExit('audit')
const db = createDatabase(config.DATABASE_URL, { log: createLogger('audit', config.LOG_LEVEL), max: 1 })
try {
  const problem = await auditCommand({ db, print }, process.argv.slice(2))
  if (problem !== null) fail(problem)
} catch (error) {
  if (!(error instanceof DatabaseUnavailable)) throw error
  fail(`${error.message} Look at DATABASE_URL. (${error.code})`)
} finally {
  await db.end()
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

function fail(words: string): void {
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}
