// Time in milliseconds since 1970 with fractions, comparable between the processes of one machine; and promises with a deadline.
import { performance } from 'node:perf_hooks'

export function now(): number {
  return performance.timeOrigin + performance.now()
}

/** @throws naming what was waited for */
export async function within<Result>(seconds: number, what: string, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited ${String(seconds)} s for ${what}.`))
    }, seconds * 1_000)
  })
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer)
  })
}
