// An operator's command as a process of its own: what it printed, and how it ended.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { programFile } from './program.js'

export interface CommandRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** @param env all of it: nothing is inherited but what finds node's own files @param cwd the repository unless told */
export async function runCommandLine(
  file: string,
  args: readonly string[],
  { env, cwd }: { env: Readonly<Record<string, string>>; cwd?: string },
): Promise<CommandRun> {
  const child = spawn(process.execPath, [programFile(file), ...args], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
