// Servers of a test run that was killed: the next run finds and ends them.
import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { killGroup } from '../../sandbox/process.js'

interface Record {
  readonly runner: number
  readonly servers: readonly number[]
}

/** Notes which servers belong to this run. @param folder that run's own; its name is part of the servers' command lines */
export async function recordServers(folder: string, servers: readonly number[]): Promise<void> {
  await writeFile(join(folder, 'servers.json'), JSON.stringify({ runner: process.pid, servers } satisfies Record))
}

/** Ends the servers of runs whose own process is gone, and removes their folders. */
export async function endOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!/^workbot-test-\d+$/.test(name)) continue
    const folder = join(tmpdir(), name)
    const record = await readRecord(folder)
    if (!record || isAlive(record.runner)) continue
    for (const pid of record.servers) if ((await commandLine(pid)).includes(`${folder}/`)) killGroup(pid)
    await rm(folder, { recursive: true, force: true })
  }
}

async function readRecord(folder: string): Promise<Record | null> {
  return readFile(join(folder, 'servers.json'), 'utf8').then(
    (text) => JSON.parse(text) as Record,
    () => null,
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process ids are used again: only a process that works on our folder is ours. */
async function commandLine(pid: number): Promise<string> {
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
