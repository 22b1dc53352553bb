// Runs that wait for a sign-in: how soon one goes on, what many of them take up, and how soon they are back after a kill.
import { now } from './clock.js'
import { both, quantile, spread, type Both, type Figure } from './figures.js'
import { nextName, parkRuns, runLoad } from './load.js'
import { residentBytes } from './processes.js'
import type { Side, WakeUp } from './side.js'
import type { Sizes } from './sizes.js'
import type { StandIns } from './stand-ins.js'

type Say = (line: string) => void

export async function measureWakeUps(sides: readonly Side[], sizes: Sizes, say: Say): Promise<Figure[]> {
  const seen: Both<WakeUp[]> = { ours: [], peer: [] }
  for (const side of sides) await side.prepare(true)
  for (const side of sides) await (await side.oneWaiting(nextName()))()
  for (let round = 0; round < sizes.rounds; round++) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      for (let index = 0; index < sizes.wakeUps; index++) seen[side.name].push(await (await side.oneWaiting(nextName()))())
      say(`  ${side.name}: ${String(sizes.wakeUps)} sign-ins, each of one waiting run`)
    }
  }
  const toCall = both((side) => seen[side].map(({ committedAt, appCallAt }) => appCallAt - committedAt))
  const toActivity = seen.peer.map(({ committedAt, enteredAt }) => (enteredAt ?? Number.NaN) - committedAt)
  return [
    ...spread(
      "callback's commit → first app call; peer: signal → first activity",
      'ms',
      { ours: toCall.ours, peer: toActivity },
      { of: 'ratio', atMost: 1.5 },
    ),
    ...spread("callback's commit → first app call; peer: signal → first app call", 'ms', toCall),
  ]
}

export async function measureWaiting(sides: readonly Side[], standIns: StandIns, sizes: Sizes, say: Say): Promise<Figure[]> {
  const growths = { ours: noGrowth, peer: noGrowth }
  for (const side of sides) {
    growths[side.name] = await measureGrowth(side, standIns, sizes)
    say(`  ${side.name}: ${String(sizes.waiting)} runs wait`)
  }
  const back: Both<number[]> = { ours: [], peer: [] }
  for (let index = 0; index < sizes.kills; index++) {
    for (const side of sides) {
      const tookMs = await measureKill(side)
      back[side.name].push(tookMs)
      say(`  ${side.name}: worker killed, a waiting run back after ${(tookMs / 1_000).toFixed(2)} s`)
    }
  }
  const each = (what: keyof Growth): Both<number> => both((side) => growths[side][what] / 1_024 / sizes.waiting)
  return [
    { what: 'memory of bot and worker for a waiting run, at most', unit: 'KB', values: each('programs') },
    { what: 'memory of Temporal for a waiting run, at most', unit: 'KB', values: each('temporal') },
    { what: "Temporal's file for a waiting run", unit: 'KB', values: each('temporalDisk') },
    { what: "Postgres' database for a waiting run", unit: 'KB', values: each('postgresDisk') },
    {
      what: `worker killed among ${String(sizes.waiting)} waiting runs → app call of a woken one`,
      unit: 's',
      values: both((side) => quantile(back[side], 0.5) / 1_000),
      goal: { of: 'ours', atMost: 3 },
    },
  ]
}

interface Growth {
  readonly programs: number
  readonly temporal: number
  readonly temporalDisk: number
  readonly postgresDisk: number
}
const noGrowth: Growth = { programs: 0, temporal: 0, temporalDisk: 0, postgresDisk: 0 }

/** Bytes that so many waiting runs added. The worker is a fresh one that has warmed up: an old one's memory has room already. */
async function measureGrowth(side: Side, standIns: StandIns, { waiting, warmUp }: Sizes): Promise<Growth> {
  await side.programs.kill('worker')
  await side.programs.start('worker')
  await side.prepare(false)
  await runLoad(side, standIns, { total: warmUp, atOnce: 10 })
  await side.prepare(true)
  const before = await useOf(side)
  await parkRuns(side, standIns, waiting)
  const after = await useOf(side)
  return {
    programs: after.programs - before.programs,
    temporal: after.temporal - before.temporal,
    temporalDisk: after.temporalDisk - before.temporalDisk,
    postgresDisk: after.postgresDisk - before.postgresDisk,
  }
}

async function useOf({ programs, servers }: Side): Promise<Growth> {
  const disk = await servers.diskUse()
  return {
    programs: await residentBytes([programs.pid('bot'), programs.pid('worker')]),
    temporal: await residentBytes([servers.temporal.pid]),
    temporalDisk: disk.temporal,
    postgresDisk: disk.postgres,
  }
}

/** From SIGKILL. The worker is started again at once, and meanwhile the sign-in of one of the waiting runs ends. */
async function measureKill(side: Side): Promise<number> {
  const wakeUp = await side.oneWaiting(nextName())
  const killedAt = now()
  await side.programs.kill('worker')
  const [{ appCallAt }] = await Promise.all([wakeUp(), side.programs.start('worker')])
  return appCallAt - killedAt
}
