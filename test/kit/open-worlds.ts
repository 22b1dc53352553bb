// The worlds that a test file's recipes run in; the setup file ends them after the file's last test.

const open = new Map<string, Promise<{ close(): Promise<void> }>>()

/** One world for each key in a file: the first who asks starts it. */
export function sharedWorld<Shared extends { close(): Promise<void> }>(key: string, start: () => Promise<Shared>): Promise<Shared> {
  const found = open.get(key) as Promise<Shared> | undefined
  if (found) return found
  const started = start()
  open.set(key, started)
  return started
}

/** @throws what a world says at its end: connections that were left open are a failure of the file */
export async function closeSharedWorlds(): Promise<void> {
  const worlds = [...open.values()]
  open.clear()
  for (const world of worlds) await (await world).close()
}
