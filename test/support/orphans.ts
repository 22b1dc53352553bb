// Servers of a test run that was killed: the next run finds and ends them.
import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { killGroup } from '../../sandbox/process.js'

/** Notes that a server belongs to this run. @param folder that run's own; its name is part of the server's command line */
export async function recordServer(folder: string, pid: number): Promise<void> {
  await mkdir(join(folder, 'servers'), { recursive: true })
  await writeFile(join(folder, 'servers', String(pid)), '')
}

/** Ends the servers of runs whose own process is gone, and removes their folders. */
export async function endOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!/^workbot-test-\d+$/.test(name)) continue
    const folder = join(tmpdir(), name)
    if (isAlive(Number(name.slice('workbot-test-'.length)))) continue
    const servers = await readdir(join(folder, 'servers')).catch(() => [])
    for (const pid of servers.map(Number)) if ((await commandLine(pid)).includes(`${folder}/`)) killGroup(pid)
    await rm(folder, { recursive: true, force: true })
  }
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
