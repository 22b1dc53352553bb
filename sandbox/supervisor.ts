// Keeps the parts running: starts them, restarts what crashes, and stops all of them in order.
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { killGroup, startProcess, type Command, type RunningProcess } from './process.js'

/** Something that runs as a process of its own. */
export interface Part {
  /** In words, for the person at the terminal: `Teams client (Alice)`. */
  readonly name: string
  /** The log's file name, and the key in addresses.json. */
  readonly id: string
  readonly command: Command
  /** Resolves when the part does its work; rejects when it takes too long. */
  readonly ready: (pid: number) => Promise<void>
}

export interface Supervisor {
  /** Resolves when the part is ready. @throws when it ends again and again before that */
  start(part: Part): Promise<void>
  /** Stops the parts that were started last first; groups that are named together stop at the same time. */
  stop(order: readonly (readonly string[])[]): Promise<void>
  /** Kills whatever is left, at once. */
  kill(): void
  pids(): Readonly<Record<string, number>>
}

interface SupervisorDeps {
  readonly logsFolder: string
  readonly say: (line: string) => void
  /** After each start and each restart. */
  readonly onStarted: (part: Part, pid: number) => Promise<void>
}

const TRIES = 6
const SETTLED_MS = 60_000
const MOST_MS = 10_000

export function createSupervisor({ logsFolder, say, onStarted }: SupervisorDeps): Supervisor {
  const running = new Map<string, RunningProcess>()
  /** Awaited by a stop, so that nothing is born behind its back. */
  const beingSpawned = new Set<Promise<unknown>>()
  const stopping = new AbortController()
  const logOf = (part: Part): string => join(logsFolder, `${part.id}.log`)

  /** Null: ready. Otherwise how it ended. */
  const launch = async (part: Part): Promise<string | null> => {
    const spawning = startProcess(part.command, logOf(part)).then((child) => {
      running.set(part.id, child)
      return child
    })
    beingSpawned.add(spawning)
    const child = await spawning.finally(() => beingSpawned.delete(spawning))
    await onStarted(part, child.pid)
    const outcome = await Promise.race([part.ready(child.pid), child.ended])
    return outcome ?? null
  }

  const watch = async (part: Part): Promise<void> => {
    let delay = 200
    for (;;) {
      const since = Date.now()
      const how = await running.get(part.id)?.ended
      if (stopping.signal.aborted) return
      if (Date.now() - since > SETTLED_MS) delay = 200
      say(`${part.name} ended (${how ?? 'unknown'}); starting it again. ${logOf(part)} says more.`)
      await wait(delay, undefined, { signal: stopping.signal }).catch(() => undefined)
      delay = Math.min(delay * 2, MOST_MS)
      if (isStopping()) return
      // A part that ends before it is ready, or can't be started, has the next turn of this loop.
      if ((await launch(part).catch((error: unknown) => String(error))) === null) say(`${part.name} is back.`)
    }
  }
  const isStopping = (): boolean => stopping.signal.aborted

  const stopOne = async (id: string): Promise<void> => {
    await running.get(id)?.stop()
    running.delete(id)
  }

  return {
    async start(part) {
      await rename(logOf(part), join(logsFolder, `${part.id}.previous.log`)).catch(() => undefined)
      for (let tries = 1; ; tries++) {
        if (isStopping()) throw new Stopped()
        const how = await launch(part)
        if (how === null) break
        if (isStopping()) throw new Stopped()
        if (tries === TRIES) throw new Error(`${part.name} doesn't start: it ended with ${how}. ${logOf(part)} says why.`)
        await wait(50 * 2 ** tries)
      }
      void watch(part)
    },
    async stop(order) {
      stopping.abort()
      await Promise.allSettled(beingSpawned)
      for (const ids of order) await Promise.all(ids.map(stopOne))
      await Promise.all([...running.keys()].map(stopOne))
    },
    kill() {
      stopping.abort()
      for (const { pid } of running.values()) killGroup(pid)
    },
    pids: () => Object.fromEntries([...running].map(([id, { pid }]) => [id, pid])),
  }
}

/** The launcher was told to stop while it was still starting. */
export class Stopped extends Error {}
