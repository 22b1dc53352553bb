// Whether a part does its work yet.
import { setTimeout as wait } from 'node:timers/promises'

/** Asks again and again until it is so. @throws after `seconds`, naming what was awaited */
export async function until(what: string, isSo: () => Promise<boolean>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1_000
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what} wasn't ready within ${String(seconds)} s.`)
    await wait(50)
  }
}

/** Whether a URL answers with 2xx. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
  await response.body?.cancel()
  return response.ok
}
