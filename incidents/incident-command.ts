// What `npm run incident` does: pause and resume everything, disconnect everyone from an app, revoke every token; with counts, progress and proof.
import { parseArgs } from 'node:util'
import type { Endings } from '../connections/count-endings.js'
import { sum, watchEndings } from '../connections/watch-endings.js'
import type { Database } from '../database.js'
import { setPaused } from '../settings/deployment.js'
import { table } from '../settings/tables.js'
import { endIncident, openIncident } from './incident-rows.js'
import { beginRestored, endRestored } from './restored.js'
import { showStatus } from './show-status.js'
import { takeAll } from './take-away.js'
import { countConnections, countRuns } from './what-is-there.js'

export interface IncidentDeps {
  readonly db: Database
  readonly user: string
  readonly print: (line: string) => void
  /** What was typed after a question. */
  readonly ask: (question: string) => Promise<string>
  readonly quietMs?: number
}

interface Said {
  readonly ok: boolean
  readonly text: string
}

const usage = `npm run incident                                    what is paused and what is being ended
npm run incident -- pause                           no run does anything in an app; commands are answered in words
npm run incident -- resume                          runs go on where they were
npm run incident -- disconnect <app configuration>  everyone's connections to it, and the shared one
npm run incident -- revoke-everything               pauses everything, then ends every token of every app
npm run incident -- restored                        the database is a restored backup: nothing of before is used again unproven
npm run incident -- restored-end                    lets it act again
    --yes                                           doesn't ask
The same command again goes on where it was cut off.`

/** Runs one command line. `ok` false: nothing was changed, or not every app has confirmed; `text` says which. */
export async function incidentCommand(deps: IncidentDeps, args: readonly string[]): Promise<Said> {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options: { yes: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    return no(`${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}`)
  }
  const [verb = 'status', id, ...rest] = parsed.positionals
  const isSure = parsed.values.yes ?? false
  if (rest.length > 0 || (id !== undefined && verb !== 'disconnect')) return no(`That is too much.\n\n${usage}`)
  switch (verb) {
    case 'status':
      return { ok: true, text: await showStatus(deps.db) }
    case 'pause':
    case 'resume':
      return changePaused(deps, verb === 'pause', isSure)
    case 'disconnect':
      return id === undefined ? no(`Say from which app configuration.\n\n${usage}`) : endTokens(deps, id, isSure)
    case 'restored':
    case 'restored-end':
      if (!isSure && !(await isConfirmed(deps, verb))) return no('Nothing was changed.')
      return (verb === 'restored' ? beginRestored : endRestored)(deps.db, `shell:${deps.user}`)
    case 'revoke-everything':
      return endTokens(deps, null, isSure)
    default:
      return no(usage)
  }
}

async function changePaused(deps: IncidentDeps, paused: boolean, isSure: boolean): Promise<Said> {
  const { db, user, print } = deps
  const { working, waiting } = await countRuns(db, null)
  print(`Open runs: ${String(working)} at work, ${String(waiting)} waiting for somebody.`)
  if (!isSure && !(await isConfirmed(deps, paused ? 'pause' : 'resume'))) return no('Nothing was changed.')
  const changed = await db.transaction((tx) => setPaused(tx, { paused, by: `shell:${user}` }))
  if (changed === 'restored') return no('The database is a restored backup. npm run incident -- restored-end resumes.')
  if (changed === 'unchanged') return { ok: true, text: paused ? 'Everything was paused already.' : 'Nothing was paused.' }
  return {
    ok: true,
    text: paused
      ? 'Everything is paused: a step that is under way ends within 20 seconds, and no other begins. New commands are refused in words.'
      : 'Runs go on within 10 seconds, where they were.',
  }
}

/** @param configurationId null: all */
async function endTokens(deps: IncidentDeps, configurationId: string | null, isSure: boolean): Promise<Said> {
  const { db, user, print } = deps
  const affected = await countConnections(db, configurationId)
  if (affected.length === 0) return no(`There is no app configuration "${configurationId ?? ''}". npm run recipes -- apps lists them.`)
  const { working, waiting } = await countRuns(db, configurationId)
  for (const { configurationId: id, label, personal, shared } of affected)
    print(`${id} (${label}): ${String(personal)} personal connections, ${String(shared)} shared`)
  print(`Open runs that use them: ${String(working)} at work, ${String(waiting)} waiting for somebody.`)
  if (!isSure && !(await isConfirmed(deps, configurationId === null ? 'revoke everything' : `disconnect ${configurationId}`)))
    return no('Nothing was changed.')
  const by = `shell:${user}`
  if (configurationId === null) await db.transaction((tx) => setPaused(tx, { paused: true, by }))
  const incident = await db.transaction((tx) => openIncident(tx, { configurationId, by }))
  print(incident.isNew ? 'Deleting here:' : 'Going on with what was begun before:')
  await takeAll(db, incident, by)
  print('Nothing is left here. The apps are asked to end the tokens:')
  const of = { kind: 'since', since: incident.startedAt, configurationId } as const
  const endings = await watchEndings({ ...deps }, of, () => takeAll(db, { ...incident, cutAt: incident.startedAt }, by))
  const { open, givenUp } = sum(endings)
  if (open === 0) await db.transaction((tx) => endIncident(tx, incident, by))
  return { ok: open + givenUp === 0, text: proof(endings, configurationId === null) }
}

function proof(endings: readonly Endings[], isPaused: boolean): string {
  const { open, givenUp } = sum(endings)
  const rows = endings.map((each) => [each.configurationId, ...[each.confirmed, each.open, each.givenUp].map(String)])
  return [
    table(['App configuration', 'Confirmed by the app', 'Not confirmed yet', 'Given up'], rows),
    open + givenUp === 0 ? 'Done: the apps confirmed the end of every token set.' : '',
    open > 0
      ? 'Not confirmed: the app refuses or does not answer, or no worker runs. A worker tries for five days; the same command shows how far it is.'
      : '',
    givenUp > 0 ? 'Given up: Workbot has no copy of these any more; end them at the app, by its list of connected apps.' : '',
    isPaused
      ? 'Everything is paused. npm run incident -- resume lets runs go on; each asks its caller to sign in, and the shared connections have to be connected again.'
      : '',
  ]
    .filter(Boolean)
    .join('\n')
}

async function isConfirmed({ ask }: IncidentDeps, word: string): Promise<boolean> {
  return (await ask(`Type "${word}" to go on: `)) === word
}

const no = (text: string): Said => ({ ok: false, text })
