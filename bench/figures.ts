// The figures and what they are made of: samples of both sides, quantiles, and the goals they are held to.
import type { Side } from './side.js'

export type Both<Value> = Readonly<Record<Side['name'], Value>>

/** `ratio`: ours by the peer's. `ours`: ours alone, in the figure's unit. */
export interface Goal {
  readonly of: 'ratio' | 'ours'
  readonly atMost: number
}

export interface Figure {
  readonly what: string
  readonly unit: string
  readonly values: Both<number>
  readonly goal?: Goal
}

/** @param share 0.5 for the median; nearest rank. NaN where there are no samples */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function both<Value>(of: (name: Side['name']) => Value): Both<Value> {
  return { ours: of('ours'), peer: of('peer') }
}

/** Median and 99th percentile of the same samples; the goal is the median's. */
export function spread(what: string, unit: string, samples: Both<readonly number[]>, goal?: Goal): Figure[] {
  const at = (share: number): Both<number> => both((name) => quantile(samples[name], share))
  return [
    { what: `${what}, p50`, unit, values: at(0.5), ...(goal && { goal }) },
    { what: `${what}, p99`, unit, values: at(0.99) },
  ]
}

export function isMet({ values, goal }: Figure): boolean | null {
  if (!goal) return null
  return (goal.of === 'ours' ? values.ours : values.ours / values.peer) <= goal.atMost
}
