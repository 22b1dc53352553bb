// Bot and worker as real processes: started until they serve, killed until they are gone.
import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

export interface ProgramStart {
  readonly part: 'bot' | 'worker'
  /** What node is given. */
  readonly command: readonly string[]
  /** All of it: nothing is inherited. */
  readonly env: NodeJS.ProcessEnv
  /** Gets `<part>.log`. */
  readonly folder: string
  readonly cwd?: string
}

const ready = { bot: '"msg":"listening"', worker: '"msg":"working"' }

/** What node is given to start a program or command of ours as a process. @param file its source: `worker/main.ts` */
export function programFile(file: string): string {
  return join(inject('programs'), file.replace(/\.ts$/, '.js'))
}

/** Resolves when the program logs that it serves. @throws with what it printed, where it ends before */
export function startProgram({ part, command, env, folder, cwd = process.cwd() }: ProgramStart): Promise<ChildProcess> {
  const child = spawn(process.execPath, command, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(join(folder, `${part}.log`), { flags: 'a' })
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer): void => {
      log.write(chunk)
      printed = (printed + chunk.toString()).slice(-5_000)
      if (printed.includes(ready[part])) resolve(child)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      reject(new Error(`The ${part} ended with ${String(code)}: ${printed}`))
    })
  })
}

/** SIGKILL; also where it is gone already. */
export async function killProcess(pid: number): Promise<void> {
  for (let next: NodeJS.Signals | 0 = 'SIGKILL'; signal(pid, next); next = 0) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** False where the process is gone; the signal 0 only asks. */
export function signal(pid: number | undefined, which: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(pid, which)
  } catch {
    return false
  }
}
