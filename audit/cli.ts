// `npm run audit`: the audit as JSON lines on standard output, for a SIEM or a reader.
import { once } from 'node:events'
import { createDatabase } from '../database.js'
import { WorkbotError } from '../errors.js'
import { createLogger } from '../log.js'
import { explainConfig, explainError, findConfig } from '../operator-shell.js'
import { auditCommand } from './audit-command.js'

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const problem = await readOut(process.argv.slice(2)).catch((error: unknown) => explainConfig(error).text)
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}

/** @returns why it ended early, or null */
async function readOut(args: readonly string[]): Promise<string | null> {
  const { config, from } = findConfig('audit')
  const db = createDatabase(config.DATABASE_URL, { log: createLogger('audit', config.LOG_LEVEL), max: 1 })
  try {
    return await auditCommand({ db, print }, args)
  } catch (error) {
    if (!(error instanceof WorkbotError)) throw error
    return explainError(error, from)
  } finally {
    await db.end()
  }
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}
