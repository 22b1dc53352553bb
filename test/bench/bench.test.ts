// The benchmark's quick pass gives every figure of both sides; and what its table makes of figures.
import { describe, expect, inject, it } from 'vitest'
import { isMet, quantile, type Figure } from '../../bench/figures.js'
import { runBench } from '../../bench/run-bench.js'
import { quick } from '../../bench/sizes.js'
import { toTable } from '../../bench/table.js'

const figure = (ours: number, peer: number, goal?: Figure['goal']): Figure => ({
  ...{ what: 'a run', unit: 'ms', values: { ours, peer } },
  ...(goal && { goal }),
})

describe('a figure', () => {
  it('takes the nearest rank of its samples', () => {
    const samples = [5, 1, 4, 2, 3]
    expect([quantile(samples, 0.5), quantile(samples, 0.99), quantile([], 0.5)]).toEqual([3, 5, Number.NaN])
  })

  it('meets a goal on the ratio by the peer, and one of our own without it', () => {
    expect(isMet(figure(12, 10, { of: 'ratio', atMost: 1.25 }))).toBe(true)
    expect(isMet(figure(13, 10, { of: 'ratio', atMost: 1.25 }))).toBe(false)
    expect(isMet(figure(2, 1, { of: 'ours', atMost: 3 }))).toBe(true)
    expect(isMet(figure(2, 1))).toBeNull()
  })

  it('is a row of the table that says whether its goal is met', () => {
    const table = toTable([figure(13, 10, { of: 'ratio', atMost: 1.25 }), figure(1234.5, Number.NaN)])
    expect(table).toContain('| a run (ms) | 13 | 10 | 1.3× | ≤ 1.25×: **missed** |')
    expect(table).toContain('| a run (ms) | 1235 | – | –× |  |')
  })
})

if (inject('full')) {
  it('the quick pass gives every figure of both sides', { timeout: 300_000 }, async () => {
    const said: string[] = []
    const { machine, figures } = await runBench(quick, { say: (line) => said.push(line) })
    expect(machine).toContain(process.version)
    // A heap may shrink while runs come to wait.
    const measured = figures.filter(({ what }) => !what.startsWith('memory of'))
    expect(measured.filter(({ values }) => !(values.ours > 0 && values.peer > 0)).map(({ what }) => what)).toEqual([])
    expect(figures.every(({ values }) => Number.isFinite(values.ours) && Number.isFinite(values.peer))).toBe(true)
    expect(figures.filter(({ goal }) => goal).map(({ what }) => what)).toEqual([
      'command → acknowledged, p50',
      'command → receipt, p50',
      'CPU of bot and worker',
      "callback's commit → first app call; peer: signal → first activity, p50",
      'worker killed among 30 waiting runs → app call of a woken one',
    ])
  })
}
