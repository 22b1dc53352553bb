// Which processes a state folder has started, so that a launcher that was killed leaves nothing that the next one can't end.
import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openJsonFile } from './json-file.js'
import { killGroup } from './process.js'

/** A process; process ids are used again, so its start time belongs to it. */
interface Known {
  readonly name: string
  readonly pid: number
  readonly startedAt: string
}

const LAUNCHER = 'launcher'

/** The record of one state folder. */
export interface KnownProcesses {
  /** The pid of a launcher that runs already, or null; then this process is the launcher. */
  claim(): Promise<number | null>
  /** Ends what an earlier launcher left running. Gives the names. */
  endLeftOvers(): Promise<string[]>
  note(name: string, pid: number): Promise<void>
  /** Nothing of ours runs any more. */
  clear(): Promise<void>
}

export function openKnownProcesses(file: string): KnownProcesses {
  const stored = openJsonFile(file, { known: [] as Known[] })
  const { value } = stored
  const note = async (name: string, pid: number): Promise<void> => {
    const startedAt = await startTime(pid)
    value.known = [...value.known.filter((one) => one.name !== name), ...(startedAt ? [{ name, pid, startedAt }] : [])]
    await stored.save()
  }
  return {
    note,
    async claim() {
      const launcher = value.known.find(({ name }) => name === LAUNCHER)
      if (launcher && launcher.pid !== process.pid && (await isSame(launcher))) return launcher.pid
      await note(LAUNCHER, process.pid)
      return null
    },
    async endLeftOvers() {
      const left: Known[] = []
      for (const one of value.known) if (one.name !== LAUNCHER && (await isSame(one))) left.push(one)
      for (const { pid } of left) process.kill(pid, 'SIGINT')
      for (const one of left) {
        for (let tries = 0; tries < 60 && (await isSame(one)); tries++) await wait(50)
        if (await isSame(one)) killGroup(one.pid)
      }
      value.known = value.known.filter(({ name }) => name === LAUNCHER)
      await stored.save()
      return left.map(({ name }) => name)
    },
    async clear() {
      value.known = []
      await stored.save()
    },
  }
}

async function isSame({ pid, startedAt }: Known): Promise<boolean> {
  return (await startTime(pid)) === startedAt
}

/** Empty where there is no such process, or only its remains. */
async function startTime(pid: number): Promise<string> {
  return promisify(execFile)('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => (/^\s*Z/.test(stdout) ? '' : stdout.trim().replace(/^\S+\s+/, '')),
    () => '',
  )
}
