// The sandbox: starts every part, keeps them running, says where they are, and stops all of them on one Ctrl-C.
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAddresses, writeAddresses, type Addresses } from './addresses.js'
import { openKnownProcesses } from './known-processes.js'
import { startParts } from './start-parts.js'
import { stopOnSignals } from './stop-on-signals.js'
import { summary } from './summary.js'
import { createSupervisor } from './supervisor.js'

/** First what takes requests, last what everything else stands on. */
const STOP_ORDER = [['teams-alice', 'teams-bob'], ['bot', 'worker'], ['stand-ins', 'temporal'], ['postgres']]

/**
 * Resolves when everything runs; the process then lives until it is told to stop.
 * @param folder holds all local state
 * @throws a sentence for the person at the terminal, when nothing runs any more
 */
export async function startSandbox(folder: string, say: (line: string) => void): Promise<void> {
  const begun = performance.now()
  const addressesFile = join(folder, 'addresses.json')
  const logsFolder = join(folder, 'logs')
  await mkdir(logsFolder, { recursive: true, mode: 0o700 })
  const known = openKnownProcesses(join(folder, 'processes.json'))
  const other = await known.claim()
  if (other !== null) throw new Error(`Workbot runs here already (process ${String(other)}; ${addressesFile} says where). Stop it first.`)

  const left = await known.endLeftOvers()
  if (left.length > 0) say(`Ended what an earlier start had left running: ${left.join(', ')}.`)

  let addresses: Omit<Addresses, 'pids'> | null = null
  let published = Promise.resolve()
  const publish = (): Promise<void> => {
    published = published.then(async () => {
      if (addresses) await writeAddresses(addressesFile, { ...addresses, pids: { ...supervisor.pids(), launcher: process.pid } })
    })
    return published
  }
  const supervisor = createSupervisor({
    logsFolder,
    say,
    async onStarted({ id }, pid) {
      await known.note(id, pid)
      await publish()
    },
  })
  const stop = async (): Promise<void> => {
    addresses = null
    await published
    await removeAddresses(addressesFile)
    await supervisor.stop(STOP_ORDER)
    await removeSocketFolder(folder)
    await known.clear()
  }
  const isStopping = stopOnSignals({ stop, kill: supervisor.kill, say })

  try {
    const started = await startParts({ folder, supervisor, say })
    addresses = started
    await publish()
    say(summary(started, (performance.now() - begun) / 1_000))
  } catch (error) {
    // What fails because it is being stopped isn't news; the stop ends the process.
    if (isStopping()) return
    await stop()
    throw error
  }
}

/** Postgres' socket lies outside the state folder, because socket paths must be short. */
async function removeSocketFolder(folder: string): Promise<void> {
  const socketFolder = await readFile(join(folder, 'socket-folder'), 'utf8').catch(() => null)
  if (socketFolder !== null) await rm(socketFolder, { recursive: true, force: true })
}
