// What `npm run audit` does: exports entries as JSON lines; every refusal is a sentence.
import { parseArgs } from 'node:util'
import type { Transaction } from '../database.js'
import { auditEvents } from './catalogue.js'
import { readAudit, type AuditFilter } from './read-audit.js'

const usage = `npm run --silent audit                 every entry as one line of JSON, by rising id
    --after <id>                       only entries after this one: go on where the last export ended
    --since <time> --until <time>      by time: 2026-11-22, or 2026-11-22T14:00:00Z; "until" itself isn't in it
    --event <name>                     one event, or the beginning of some: sign_in.
    --person <object id>               what this person did
Entries of the last minute come with the next export.`

const options = {
  after: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  event: { type: 'string' },
  person: { type: 'string' },
  help: { type: 'boolean' },
} as const

export interface AuditCommandDeps {
  readonly db: Transaction
  /** Takes one line without its end; resolves once more may come. */
  readonly print: (line: string) => Promise<void>
}

/** Runs one command line, without `npm run audit --`. @returns null, or in words why nothing was exported */
export async function auditCommand({ db, print }: AuditCommandDeps, args: readonly string[]): Promise<string | null> {
  let given
  try {
    given = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return `${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}`
  }
  if (given.help) {
    await print(usage)
    return null
  }
  const filter = readFilter(given)
  if (typeof filter === 'string') return filter
  for await (const line of readAudit(db, filter)) await print(JSON.stringify(line))
  return null
}

function readFilter(given: Readonly<Partial<Record<Exclude<keyof typeof options, 'help'>, string | undefined>>>): AuditFilter | string {
  const { after = '0', event = null, person = null } = given
  if (!/^\d{1,15}$/.test(after)) return '--after must be the id of an entry.'
  const [since, until] = [given.since, given.until].map((time) => (time === undefined ? null : readTime(time)))
  if (since === undefined || until === undefined) return '--since and --until must be a day (2026-11-22) or a time with its zone.'
  if (event !== null && !Object.keys(auditEvents).some((name) => name.startsWith(event)))
    return `There is no event "${event}". There are ${Object.keys(auditEvents).join(', ')}.`
  return { after: Number(after), since, until, event, people: person === null ? null : [person.toLowerCase()], runId: null }
}

/** A day begins in UTC; a time without a zone would mean another moment on each machine. */
function readTime(time: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(time)) return undefined
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date
}
