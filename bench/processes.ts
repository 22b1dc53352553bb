// What processes have used, read from /proc: CPU time with that of their ended children, and resident memory. Linux only.
import { readdir, readFile } from 'node:fs/promises'

/** Linux's USER_HZ, which is 100 on every platform that Node runs on: proc(5). */
const TICK_MS = 10

/** CPU milliseconds of these processes and everything below them, user and system. */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const parents = await readParents()
  const all = new Set(pids)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid)
  }
  const each = await Promise.all([...all].map(async (pid) => ticks(await stat(pid))))
  return each.reduce((sum, one) => sum + one, 0) * TICK_MS
}

/** Bytes in memory. */
export async function residentBytes(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(
    pids.map(async (pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) * 1_024),
  )
  return each.reduce((sum, one) => sum + one, 0)
}

/** The fields after the command's name, which may hold spaces: state is the first. proc_pid_stat(5) */
async function stat(pid: number): Promise<string[]> {
  const line = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')
}

/** utime, stime, cutime, cstime. */
function ticks(fields: readonly string[]): number {
  return fields.slice(11, 15).reduce((sum, one) => sum + Number(one), 0)
}

async function readParents(): Promise<[number, number][]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  return Promise.all(pids.map(async (pid): Promise<[number, number]> => [pid, Number((await stat(pid))[1] ?? 0)]))
}
