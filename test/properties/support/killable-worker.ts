// The worker as a process that is killed with kill -9 and started again. Kills that are asked for at once are one.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inheritedEnvironment } from '../../../config.js'
import { recordServer } from '../../support/orphans.js'
import { killProcess, programFile, startProgram } from '../../support/program.js'

export interface KillableWorker {
  readonly kills: number
  /** Resolves when another one works. */
  killAndStart(): Promise<void>
  /** What it logged last; for a test that failed. */
  lastLines(): Promise<string>
  close(): Promise<void>
}

/** @param env all that the world has set; it must have a Temporal namespace of its own, since the worker takes the queue of every deployment */
export async function startKillableWorker(env: Readonly<Record<string, string>>): Promise<KillableWorker> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-worker-'))
  let kills = 0
  let child: ChildProcess
  let killing: Promise<void> | undefined
  const start = async (): Promise<void> => {
    child = await startProgram({
      part: 'worker',
      command: [programFile('worker/main.ts')],
      env: { ...inheritedEnvironment(), ...env },
      folder,
    })
    await recordServer(folder, child.pid ?? 0)
  }
  const kill = async (): Promise<void> => {
    if (child.pid !== undefined) await killProcess(child.pid)
  }
  await start()
  return {
    get kills() {
      return kills
    },
    killAndStart() {
      killing ??= (async () => {
        kills += 1
        await kill()
        await start()
      })().finally(() => (killing = undefined))
      return killing
    },
    lastLines: async () => (await readFile(join(folder, 'worker.log'), 'utf8')).split('\n').slice(-25).join('\n'),
    async close() {
      await killing
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
