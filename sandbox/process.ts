// One child process: a group of its own, its output in a log file, and an end that is waited for.
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** What to run and how. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly cwd: string
  /** Under which account, where not ours. */
  readonly account?: { readonly uid: number; readonly gid: number } | null
  /** How it is asked to end; SIGTERM where not given. */
  readonly endSignal?: NodeJS.Signals
}

/** A started process. */
export interface RunningProcess {
  readonly pid: number
  /** Resolves when it has ended, in words: `code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>
  /** Asks it to end, kills its whole group when it hasn't after `graceMs`, and resolves when it has ended. */
  stop(graceMs?: number): Promise<void>
}

/**
 * Starts it detached, so that Ctrl-C reaches only the launcher, which then ends its parts in order.
 * @throws when the file can't be run
 */
export async function startProcess(command: Command, logFile: string): Promise<RunningProcess> {
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: { ...command.env },
    detached: true,
    stdio: ['ignore', log, log],
    ...command.account,
  })
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ? `signal ${signal}` : `code ${String(code)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  }).finally(() => {
    closeSync(log)
  })
  const pid = child.pid ?? 0
  return {
    pid,
    ended,
    async stop(graceMs = 8_000) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(command.endSignal ?? 'SIGTERM')
      const patience = new AbortController()
      const late = wait(graceMs, 'late', { signal: patience.signal }).catch(() => 'aborted')
      if ((await Promise.race([ended, late])) === 'late') killGroup(pid)
      patience.abort()
      await ended
    },
  }
}

/** Ends a process group at once; a group that is gone is fine. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}
