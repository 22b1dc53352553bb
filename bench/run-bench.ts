// One pass: both sides started, measured in turns, and ended; gives the machine and the figures.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '../test/support/any-free-port.js'
import type { Figure } from './figures.js'
import { describeMachine, describeServers } from './machine.js'
import { measureRuns } from './measure-runs.js'
import { measureWaiting, measureWakeUps } from './measure-waits.js'
import { startOurs } from './ours.js'
import { startPeer } from './peer.js'
import type { Side } from './side.js'
import type { Sizes } from './sizes.js'
import { startStandIns } from './stand-ins.js'

export interface BenchResult {
  readonly machine: string
  readonly figures: readonly Figure[]
}

/** What was started is ended, whatever happens. @param ending is told how to end it all early */
export async function runBench(
  sizes: Sizes,
  { say, ending }: { say: (line: string) => void; ending?: (end: () => Promise<void>) => void },
): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-bench-'))
  // Where we are root, Postgres runs as nobody and must get through.
  await chmod(folder, 0o711)
  const port = await anyFreePort()
  const standIns = await startStandIns({ botUrl: `http://localhost:${String(port)}` })
  const sides: Side[] = []
  const starting: Promise<Side>[] = []
  const endAll = async (): Promise<void> => {
    // A side that is still starting has servers too.
    for (const side of await Promise.allSettled(starting)) if (side.status === 'fulfilled') await side.value.close()
    await standIns.close()
    await rm(folder, { recursive: true, force: true })
  }
  let ended: Promise<void> | undefined
  // Once, however many ask: whoever interrupts, and the pass that fails by it.
  const end = (): Promise<void> => (ended ??= endAll())
  ending?.(end)
  try {
    say('Building and starting both sides ...')
    const start = async (side: Promise<Side>): Promise<void> => {
      starting.push(side)
      sides.push(await side)
    }
    await start(startOurs({ folder: join(folder, 'ours'), port, standIns }))
    await start(startPeer({ folder: join(folder, 'peer'), standIns }))
    const machine = describeMachine(await describeServers(sides[0]?.servers.postgres.version ?? ''))
    say(`${machine}\nRuns that nothing holds up:`)
    const runs = await measureRuns(sides, standIns, sizes, say)
    say('Sign-ins:')
    const wakeUps = await measureWakeUps(sides, sizes, say)
    say('Waiting runs:')
    const waiting = await measureWaiting(sides, standIns, sizes, say)
    return { machine, figures: [...runs, ...wakeUps, ...waiting] }
  } finally {
    await end()
  }
}
