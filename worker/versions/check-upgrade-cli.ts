// `npm run check:upgrade`: ends with 1 where a run of this deployment couldn't go on with the code in this checkout.
import { parseArgs } from 'node:util'
import { TASK_QUEUE } from '../../temporal/client.js'
import { checkUpgrade } from './check-upgrade.js'
import { describeUpgrade } from './describe-upgrade.js'
import { runCommand, type CommandDeps, type CommandResult } from './run-command.js'

const usage = `npm run check:upgrade [-- --limit <runs>] [--closed-hours <hours>]
    --limit          at most so many runs, the open ones first, the newest first; 1000 unless told
    --closed-hours   also what ended in so many hours; 24 unless told, 0 for open runs only`

await runCommand(command)

async function command(deps: CommandDeps): Promise<CommandResult> {
  const given = parse()
  if (given === 'help') return { ok: true, text: usage }
  if (!given) return { ok: false, text: usage }
  return describeUpgrade(await checkUpgrade({ ...deps, ...given, bundle: await deps.bundle(), taskQueue: TASK_QUEUE }))
}

function parse(): { readonly limit: number; readonly closedHours: number } | 'help' | undefined {
  try {
    const { values } = parseArgs({ options: { limit: { type: 'string' }, 'closed-hours': { type: 'string' }, help: { type: 'boolean' } } })
    if (values.help) return 'help'
    const [limit, closedHours] = [Number(values.limit ?? 1000), Number(values['closed-hours'] ?? 24)]
    return Number.isInteger(limit) && limit > 0 && closedHours >= 0 ? { limit, closedHours } : undefined
  } catch {
    return undefined
  }
}
