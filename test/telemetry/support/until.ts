// Waits for a condition, with a deadline.
const WAIT_MS = 90_000

/** @throws where it doesn't come true in 30 s */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + WAIT_MS; !(await isTrue()); await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (Date.now() > deadline) throw new Error(`Not true within ${String(WAIT_MS)} ms: ${isTrue.toString()}`)
  }
}
