// What `npm run people` does: end what is done in one person's name, export what is stored of them, erase it.
import { parseArgs } from 'node:util'
import type { Database } from '../database.js'
import { disconnectPerson } from './disconnect-person.js'
import { findPerson } from './find-person.js'

export interface PeopleDeps {
  readonly db: Database
  readonly user: string
  readonly print: (line: string) => void
  readonly quietMs?: number
}

interface Said {
  readonly ok: boolean
  readonly text: string
}

const usage = `npm run people -- disconnect <who>     ends their connections at the apps, their sign-ins, and the runs that need either
<who>: their Entra object id, or their e-mail address`

/** Runs one command line. `ok` false: `text` says what isn't done. */
export async function peopleCommand(deps: PeopleDeps, args: readonly string[]): Promise<Said> {
  let positionals
  try {
    positionals = parseArgs({ args: [...args], options: {}, allowPositionals: true }).positionals
  } catch (error) {
    return no(`${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}`)
  }
  const [verb, who, ...rest] = positionals
  if (verb !== 'disconnect' || rest.length > 0) return no(usage)
  const person = await findPerson(deps.db, who)
  if (typeof person === 'string') return no(person)
  return disconnectPerson(deps, person, `shell:${deps.user}`)
}

const no = (text: string): Said => ({ ok: false, text })
