// Runs that nothing holds up: how long they take, how many a second, and what they cost.
import { both, quantile, spread, type Both, type Figure } from './figures.js'
import { runLoad, type Times } from './load.js'
import { cpuMs } from './processes.js'
import type { Side } from './side.js'
import type { Sizes } from './sizes.js'
import type { StandIns } from './stand-ins.js'

interface Block {
  readonly side: Side['name']
  readonly atOnce: number
  readonly total: number
  readonly times: readonly Times[]
  readonly perSecond: number
  readonly cpu: Cpu
}
interface Cpu {
  readonly programs: number
  readonly temporal: number
  readonly postgres: number
}

/** The load at which CPU is counted: enough at once that what idle processes use hardly shows. */
const CPU_AT = 10

export async function measureRuns(
  sides: readonly Side[],
  standIns: StandIns,
  sizes: Sizes,
  say: (line: string) => void,
): Promise<Figure[]> {
  for (const side of sides) {
    await side.prepare(false)
    await runLoad(side, standIns, { total: sizes.warmUp, atOnce: 10 })
  }
  const blocks: Block[] = []
  for (let round = 0; round < sizes.rounds; round++) {
    for (const load of sizes.runs) {
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        const block = await measureBlock(side, standIns, load)
        blocks.push(block)
        say(`  ${side.name}: ${String(load.total)} runs, ${String(load.atOnce)} at once: ${block.perSecond.toFixed(1)} a second`)
      }
    }
  }
  return figuresOf(blocks, sizes)
}

async function measureBlock(side: Side, standIns: StandIns, load: { atOnce: number; total: number }): Promise<Block> {
  const before = await cpuOf(side)
  const { times, perSecond } = await runLoad(side, standIns, load)
  const after = await cpuOf(side)
  const cpu = {
    programs: after.programs - before.programs,
    temporal: after.temporal - before.temporal,
    postgres: after.postgres - before.postgres,
  }
  return { side: side.name, ...load, times, perSecond, cpu }
}

async function cpuOf({ programs, servers }: Side): Promise<Cpu> {
  return {
    programs: await cpuMs([programs.pid('bot'), programs.pid('worker')]),
    temporal: await cpuMs([servers.temporal.pid]),
    postgres: await cpuMs([servers.postgres.pid]),
  }
}

function figuresOf(blocks: readonly Block[], { runs }: Sizes): Figure[] {
  const of = (side: Side['name'], atOnce: number): Block[] => blocks.filter((block) => block.side === side && block.atOnce === atOnce)
  const times = (what: keyof Times): Both<number[]> => both((side) => of(side, 1).flatMap((block) => block.times.map((one) => one[what])))
  const cpu = (cost: (spent: Cpu) => number): Both<number> =>
    both((side) => {
      const counted = of(side, CPU_AT)
      return sum(counted.map((block) => cost(block.cpu))) / sum(counted.map(({ total }) => total))
    })
  const quicker = { of: 'ratio', atMost: 1.25 } as const
  return [
    ...spread('command → acknowledged', 'ms', times('acknowledged'), quicker),
    ...spread('command → receipt', 'ms', times('receipt'), quicker),
    ...runs.map(({ atOnce }) => ({
      ...{ what: `runs, ${String(atOnce)} at once`, unit: 'a second' },
      values: both((side) =>
        quantile(
          of(side, atOnce).map(({ perSecond }) => perSecond),
          0.5,
        ),
      ),
    })),
    { what: 'CPU of bot and worker', unit: 'ms a run', values: cpu(({ programs }) => programs), goal: { of: 'ratio', atMost: 1.5 } },
    { what: 'CPU of Temporal', unit: 'ms a run', values: cpu(({ temporal }) => temporal) },
    { what: 'CPU of Postgres', unit: 'ms a run', values: cpu(({ postgres }) => postgres) },
  ]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
