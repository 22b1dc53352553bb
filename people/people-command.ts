// What `npm run people` does: end what is done in one person's name, export what is stored of them, erase it.
import { parseArgs } from 'node:util'
import type { Database } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { disconnectPerson } from './disconnect-person.js'
import { erasePerson, type EraseDeps } from './erase-person.js'
import { exportPerson } from './export-person.js'
import { findPerson } from './find-person.js'

export interface PeopleDeps extends Pick<EraseDeps, 'print' | 'patienceMs'> {
  readonly db: Database
  readonly user: string
  /** What was typed after a question. */
  readonly ask: (question: string) => Promise<string>
  /** Null where SHARED_KEYS isn't given. */
  readonly keys: KeyRing | null
  /** Null where the schema's owner, or Temporal, isn't given. */
  readonly erasing: Pick<EraseDeps, 'owner' | 'deleteExecutions'> | null
  readonly quietMs?: number
}

interface Said {
  readonly ok: boolean
  readonly text: string
}

const usage = `npm run people -- disconnect <who>     ends their connections at the apps, their sign-ins, and the runs that need either
npm run --silent people -- export <who>    all that is stored about them, as JSON
npm run people -- erase <who>          ends all of it, then deletes it; the audit keeps a pseudonym
    --yes                              doesn't ask
<who>: their Entra object id, or their e-mail address`

/** Runs one command line. `ok` false: `text` says what isn't done. */
export async function peopleCommand(deps: PeopleDeps, args: readonly string[]): Promise<Said> {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: { yes: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    return no(`${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}`)
  }
  const [verb = '', who, ...rest] = parsed.positionals
  if (!['disconnect', 'export', 'erase'].includes(verb) || rest.length > 0) return no(usage)
  const { db, keys, erasing, user } = deps
  const person = await findPerson(db, who)
  if (typeof person === 'string') return no(person)
  const by = `shell:${user}`
  if (verb === 'disconnect') return disconnectPerson(deps, person, by)
  if (verb === 'export') {
    if (!keys) return no('export needs SHARED_KEYS, the key ring of bot and worker.')
    return { ok: true, text: await db.transaction((tx) => exportPerson(tx, keys, person, by)) }
  }
  if (!erasing)
    return no("erase needs TEMPORAL_ADDRESS, SHARED_KEYS and MIGRATIONS_DATABASE_URL: only the schema's owner can change the audit.")
  if (!parsed.values.yes && (await deps.ask(`Type "erase ${person.aadObjectId}" to go on: `)) !== `erase ${person.aadObjectId}`)
    return no('Nothing was changed.')
  return erasePerson({ ...deps, ...erasing }, person, by)
}

const no = (text: string): Said => ({ ok: false, text })
