// How much is measured: the whole pass for docs/benchmarks.md, the quick one to see that everything works.
import type { ActionSizes } from './actions/measure-actions.js'

export interface Sizes {
  /** Each round measures ours, then the peer; the next one the other way round. */
  readonly rounds: number
  readonly warmUp: number
  /** Runs in each round, by how many are under way at once. */
  readonly runs: readonly { readonly atOnce: number; readonly total: number }[]
  readonly wakeUps: number
  readonly waiting: number
  readonly kills: number
}

export const wholeActions: ActionSizes = { warmUp: 50, samples: 300 }
export const quickActions: ActionSizes = { warmUp: 3, samples: 10 }

export const whole: Sizes = {
  ...{ rounds: 3, warmUp: 60 },
  runs: [
    { atOnce: 1, total: 40 },
    { atOnce: 10, total: 100 },
    { atOnce: 50, total: 150 },
  ],
  ...{ wakeUps: 10, waiting: 500, kills: 3 },
}

export const quick: Sizes = {
  ...{ rounds: 1, warmUp: 10 },
  runs: [
    { atOnce: 1, total: 10 },
    { atOnce: 10, total: 30 },
    { atOnce: 50, total: 50 },
  ],
  ...{ wakeUps: 3, waiting: 30, kills: 1 },
}
