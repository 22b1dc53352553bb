// What `npm run runs` does: list, show, cancel, extend, resend, again, continue; every refusal is a sentence.
import { parseArgs } from 'node:util'
import { recordAudit } from '../../audit/record.js'
import type { Database, Transaction } from '../../database.js'
import type { KeyRing } from '../../keys/key-ring.js'
import { findSpec, shellName } from '../../settings/find-spec.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'
import { findRun } from '../find-run.js'
import type { ProposalKind } from '../proposals.js'
import { cancelRun, extendRun, resendCard, type Changed } from './change-run.js'
import { findByName, type FoundRun } from './find-by-name.js'
import { listRuns } from './list-runs.js'
import { proposeRun, sayProposed } from './propose-run.js'
import { showRun } from './show-run.js'

export interface RunsCommandDeps {
  readonly db: Database
  /** Opens what callers typed; null where SHARED_KEYS isn't given. */
  readonly keys: KeyRing | null
  /** The name of who sits at the shell, for the audit. */
  readonly user: string
}

const states = 'accepted running waiting_sign_in waiting_person stuck completed failed declined expired cancelled lost'.split(' ')
const usage = `npm run runs                                  the newest runs
npm run runs -- [options]                     only some of them
    --recipe <recipe> --state <state>
    --person <name, e-mail or object id>
    --limit <1 to 1000>                       50 unless told
npm run runs -- show <run> [--params]         one run's story; with what its caller typed, which is noted in the audit
npm run runs -- cancel <run>                  ends a run that waits
npm run runs -- extend <run> --hours <1 to 720>    gives a run that waits more time
npm run runs -- resend <run>                  sends its sign-in card again
npm run runs -- again <run>                   asks its caller in Teams whether to run it again; one that has ended
npm run runs -- continue <run>                asks its caller in Teams whether to continue it from the step that failed
<run>: its id, the beginning of it, or the short name on its receipt`

const options = {
  recipe: { type: 'string' },
  state: { type: 'string' },
  person: { type: 'string' },
  limit: { type: 'string' },
  hours: { type: 'string' },
  params: { type: 'boolean' },
  help: { type: 'boolean' },
} as const
type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** Which options belong to which command. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  list: ['recipe', 'state', 'person', 'limit'],
  show: ['params'],
  cancel: [],
  extend: ['hours'],
  resend: [],
  again: [],
  continue: [],
}

/** Runs one command line, without `npm run runs --`. `ok` false: nothing was changed, and `text` says why. */
export async function runsCommand(deps: RunsCommandDeps, args: readonly string[]): Promise<Changed> {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    return no(`${error instanceof Error ? error.message : 'That is not understood.'}\n\n${usage}`)
  }
  const { values, positionals } = parsed
  const [verb = 'list', name, ...rest] = positionals
  if (verb === 'help' || values.help) return { ok: true, text: usage }
  const fits = allowed[verb]
  if (!fits) return no(`There is no command "${verb}".\n\n${usage}`)
  const stray = [...rest, ...(verb === 'list' && name !== undefined ? [name] : [])]
  const odd = Object.keys(values).filter((option) => !fits.includes(option))
  if (stray.length + odd.length > 0) {
    return no(`"${[...stray, ...odd.map((option) => `--${option}`)].join(' ')}" doesn't belong to "${verb}".\n\n${usage}`)
  }
  if (verb === 'list') return list(deps, values)
  return deps.db.transaction(async (tx) => {
    const run = await findByName(tx, name)
    return typeof run === 'string' ? no(run) : onRun(tx, deps, { verb, run, values })
  })
}

async function list({ db }: RunsCommandDeps, { recipe, state, person, limit = '50' }: Options): Promise<Changed> {
  if (state !== undefined && !states.includes(state)) return no(`There is no state "${state}". There are ${states.join(', ')}.`)
  const most = wholeNumber(limit, 1_000)
  if (most === null) return no('--limit must be a whole number from 1 to 1000.')
  const found = recipe === undefined ? null : findSpec(recipeSpecs, recipe)
  if (found?.kind === 'unknown') return no(`There is no recipe "${recipe ?? ''}". There are ${recipeSpecs.map(shellName).join(', ')}.`)
  const filter = { recipe: found?.spec.name ?? null, state: state ?? null, person: person ?? null, limit: most }
  return { ok: true, text: await listRuns(db, filter) }
}

function onRun(
  tx: Transaction,
  deps: RunsCommandDeps,
  { verb, run, values }: { verb: string; run: FoundRun; values: Options },
): Promise<Changed> | Changed {
  const by = `shell:${deps.user}`
  switch (verb) {
    case 'show':
      return show(tx, deps, run, values.params ?? false)
    case 'cancel':
      return cancelRun(tx, run, by)
    case 'extend': {
      const hours = wholeNumber(values.hours ?? '', 720)
      return hours === null ? no('Say by how much: --hours with a whole number from 1 to 720.') : extendRun(tx, run, { hours, by })
    }
    case 'again':
    case 'continue':
      return proposeTo(tx, deps, run, verb)
    default:
      return resendCard(tx, run, by)
  }
}

async function proposeTo(tx: Transaction, { user }: RunsCommandDeps, run: FoundRun, kind: ProposalKind): Promise<Changed> {
  return sayProposed(run, await proposeRun(tx, run, { kind, by: { user } }))
}

async function show(tx: Transaction, { keys, user }: RunsCommandDeps, run: FoundRun, withParams: boolean): Promise<Changed> {
  if (!withParams) return { ok: true, text: await showRun(tx, run, null) }
  if (!keys) return no('--params needs SHARED_KEYS, the key ring of bot and worker.')
  const opened = await findRun(tx, keys, run.id)
  await recordAudit(tx, { event: 'run.inputs_shown', runId: run.id, detail: { by: `shell:${user}` } })
  return { ok: true, text: await showRun(tx, run, opened?.params ?? {}) }
}

function wholeNumber(typed: string, most: number): number | null {
  const number = Number(typed)
  return /^\d{1,4}$/.test(typed) && number >= 1 && number <= most ? number : null
}

const no = (text: string): Changed => ({ ok: false, text })
