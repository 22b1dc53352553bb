// `npm run history:save <run>`: prints or writes a run's history, opened and stripped, for the replay tests.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runCommand, type CommandDeps, type CommandResult } from './run-command.js'
import { saveHistory } from './save-history.js'

const usage = `npm run history:save -- <run id> [--out <file>] [--keep "<text>"]
    --out    the file; test/replay/histories/<run id>.json unless told
    --keep   a text that stays as it is, because the recipe branches on it; may be given several times`

await runCommand(command)

async function command(deps: CommandDeps): Promise<CommandResult> {
  const given = parse()
  if (given === 'help') return { ok: true, text: usage }
  if (!given) return { ok: false, text: usage }
  const text = await saveHistory({ ...deps, bundle: await deps.bundle(), runId: given.runId, keep: given.keep })
  const problem = await writeFile(given.out, text).catch(inWords)
  if (problem) return { ok: false, text: `Nothing is saved: ${given.out} can't be written (${problem}).` }
  return { ok: true, text: `Saved ${given.out}. Numbers and field names are in it as they were: read it before you commit it.` }
}

function parse(): { readonly runId: string; readonly out: string; readonly keep: readonly string[] } | 'help' | undefined {
  try {
    const options = { out: { type: 'string' }, keep: { type: 'string', multiple: true }, help: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (values.help) return 'help'
    const [runId, ...rest] = positionals
    if (runId === undefined || rest.length > 0) return undefined
    return { runId, out: values.out ?? `test/replay/histories/${runId}.json`, keep: values.keep ?? [] }
  } catch {
    return undefined
  }
}

/** What the system says of a file, without a stack. */
function inWords(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return code
}
