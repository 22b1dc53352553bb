// kill -9 of random parts at random moments under load; in test:full only. WORKBOT_TEST_SEED repeats what chance chose.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, inject, it } from 'vitest'
import { asSuperuser } from '../../sandbox/postgres/roles.js'
import { parts, startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { connectIntegrationOf } from '../support/shared-connection.js'
import { giveCommand, type Asked } from './support/caller.js'
import { createChance } from './support/chance.js'
import { crowd } from './support/crowd.js'
import { untilNothingIsLeft } from './support/nothing-left.js'

const CALLERS = 6
const DEADLINE_MS = 60 * 60_000
const seed = inject('seed')
const kills = inject('kills')

it('chance is drawn from its seed alone, so that a seed repeats what was chosen', () => {
  const drawn = (from: number) => {
    const chance = createChance(from)
    return Array.from({ length: 20 }, () => chance.oneOf(parts))
  }
  expect(drawn(7)).toEqual(drawn(7))
  expect(drawn(7)).not.toEqual(drawn(8))
  expect(new Set(drawn(7))).toEqual(new Set(parts))
})

if (inject('full')) {
  describe(`${String(kills)} random kills under load (seed ${String(seed)})`, () => {
    it('lose no run, write nothing twice, leave nothing owed, and every caller is told', { timeout: DEADLINE_MS }, async () => {
      process.stdout.write(`Random kills: WORKBOT_TEST_SEED=${String(seed)}\n`)
      const { people, accounts } = crowd(CALLERS)
      const world = await startProgramWorld({ people, accounts })
      try {
        await connectIntegrationOf(world)
        const done = new AbortController()
        const callers = people.map(async (person, index) => {
          const chance = createChance(seed + 1 + index)
          const asked: Asked[] = []
          while (!done.signal.aborted) asked.push(await giveCommand({ world, calm: done.signal }, person, asked.length, chance))
          return asked
        })
        const killed = await killAtRandom(world).finally(() => {
          done.abort()
        })
        const asked = (await Promise.all(callers)).flat()
        report(killed, asked)
        await bringForward(world)
        await untilNothingIsLeft(world.superuserUrl)
        expect(asked.filter(({ told }) => !told().isTold)).toEqual([])
        expect(asked.filter((one) => isWrite(one) && !mayBeWritten(one).includes(written(world, one)))).toEqual([])
        expect(asked.filter(({ isUnsure, told }) => isUnsure !== told().isToldUnsure)).toEqual([])
        expect(asked.map(({ state }) => state)).not.toContain('lost')
      } catch (error) {
        throw new Error(`With WORKBOT_TEST_SEED=${String(seed)}. ${await world.lastLines()}`, { cause: error })
      } finally {
        await world.close()
      }
    })
  })
}

const isWrite = ({ runId }: Asked): boolean => runId.startsWith('createOpportunity-')
/** Where a run ended while the answer to its write was lost, nobody knows; never twice. */
const mayBeWritten = ({ state, isUnsure }: Asked): number[] => (state === 'completed' ? [1] : isUnsure ? [0, 1] : [0])
const written = ({ salesforce }: ProgramWorld, { name }: Asked): number => salesforce.records.filter(({ Name }) => Name === name).length

/** A token set that an app couldn't end in the storm is due again up to an hour later: it is due now. */
async function bringForward({ superuserUrl }: ProgramWorld): Promise<void> {
  await asSuperuser(superuserUrl, (client) => client.query('update revocations set next_attempt_at = now() where done_at is null'))
}

/** One part or two die, and come back a moment later. Gives how often each was killed. */
async function killAtRandom(world: ProgramWorld): Promise<Record<string, number>> {
  const chance = createChance(seed)
  const killed: Record<string, number> = {}
  for (let count = 0; count < kills;) {
    await wait(chance.number(1_000))
    const chosen = new Set([chance.oneOf(parts), ...(chance.number(4) === 0 ? [chance.oneOf(parts)] : [])])
    await Promise.all([...chosen].map((part) => world.kill(part)))
    await wait(chance.number(500))
    for (const part of parts) {
      if (!chosen.has(part)) continue
      await world.start(part)
      killed[part] = (killed[part] ?? 0) + 1
      count += 1
      if (count % 50 === 0) process.stdout.write(`Random kills: ${String(count)} of ${String(kills)}\n`)
    }
  }
  return killed
}

function report(killed: Record<string, number>, asked: readonly Asked[]): void {
  const ends: Record<string, number> = {}
  for (const { state } of asked) ends[state] = (ends[state] ?? 0) + 1
  const unsure = asked.filter(({ isUnsure }) => isUnsure).length
  process.stdout.write(
    `Killed: ${JSON.stringify(killed)}. Runs: ${String(asked.length)}, ${JSON.stringify(ends)}; ended with a write that was never answered: ${String(unsure)}.\n`,
  )
}
