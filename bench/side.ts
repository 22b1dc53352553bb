// What is measured: ours, or the peer. Both take the same Teams activities and answer with the same requests.
import type { ChildProcess } from 'node:child_process'
import { killProcess, startProgram } from '../test/support/program.js'
import type { Servers } from './servers.js'

export type Program = 'bot' | 'worker'

/** One sign-in's times: when its outcome was committed, when the woken run's write reached the app. */
export interface WakeUp {
  readonly committedAt: number
  readonly appCallAt: number
  /** Of the peer: when its activity began. */
  readonly enteredAt: number | null
}

export interface Side {
  readonly name: 'ours' | 'peer'
  readonly url: string
  readonly servers: Servers
  readonly programs: Programs
  /** The command that creates an opportunity, at once or after a sign-in. */
  command(name: string, waits: boolean): string
  /** Whether runs ask for the caller's own sign-in from now on. */
  prepare(waits: boolean): Promise<void>
  /** Starts a run that waits for Alice; resolves when it waits with its way to be woken. */
  oneWaiting(name: string): Promise<() => Promise<WakeUp>>
  /** How many runs wait. */
  countWaiting(): Promise<number>
  close(): Promise<void>
}

export interface Programs {
  start(program: Program): Promise<void>
  /** SIGKILL. */
  kill(program: Program): Promise<void>
  pid(program: Program): number
}

/** @param commands what node is given for each */
export function createPrograms(
  folder: string,
  commands: Readonly<Record<Program, readonly string[]>>,
  env: Readonly<Record<Program, NodeJS.ProcessEnv>>,
): Programs {
  const running = new Map<Program, ChildProcess>()
  const pid = (program: Program): number => running.get(program)?.pid ?? 0
  return {
    pid,
    async start(part) {
      running.set(part, await startProgram({ part, command: commands[part], env: env[part], folder, cwd: folder }))
    },
    async kill(program) {
      const found = pid(program)
      if (found) await killProcess(found)
      running.delete(program)
    },
  }
}
