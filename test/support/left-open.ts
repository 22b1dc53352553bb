// What a test file leaves running in the process that the next file takes over: servers and child processes.
import { setTimeout as wait } from 'node:timers/promises'

const OURS = ['TCPServerWrap', 'ProcessWrap'] as const

/** How many of each kind there are now. https://nodejs.org/docs/latest-v20.x/api/process.html#processgetactiveresourcesinfo */
export function countOpen(): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counted.set(kind, (counted.get(kind) ?? 0) + 1)
  return new Map(OURS.map((kind) => [kind, counted.get(kind) ?? 0]))
}

/** What is closed is gone a moment later, so this asks for up to five seconds. @throws with the kinds of which there are more than before */
export async function expectNothingLeft(before: ReadonlyMap<string, number>): Promise<void> {
  for (let tries = 0; ; tries++) {
    const more = [...countOpen()].filter(([kind, count]) => count > (before.get(kind) ?? 0))
    if (more.length === 0) return
    if (tries === 100) throw new Error(`The file left open: ${more.map(([kind, count]) => `${kind} (${String(count)})`).join(', ')}.`)
    await wait(50)
  }
}
