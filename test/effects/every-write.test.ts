// Every write action of every app, struck at every point: cut before, cut after, and kill -9 of the worker; in test:full. A new write without a row fails.
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { AnyAction } from '../../apps/define-app.js'
import { apps, type AppId } from '../../apps/index.js'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { alice, bob } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { createChance } from '../chaos/support/chance.js'
import { prepareHolds, type Hold, type Holds } from '../chaos/support/holds.js'
import { readRepositoryFile } from '../repository/files.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { startFileServer, type FileServer } from '../support/file-server.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { buttonsIn, createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { boxWrites } from './every-write/box.js'
import { boxWritesInParts } from './every-write/box-in-parts.js'
import { salesforceWrites } from './every-write/salesforce.js'
import { giveFilesToRuns, sendFiles, type SentFiles } from './every-write/sent-files.js'
import { serviceNowWrites } from './every-write/servicenow.js'
import { asking, type Strike, type Writes, type WriteUnderTest } from './every-write/table.js'

const DEADLINE_MS = 10 * 60_000
/** A held commit has one of a program's ten connections. */
const HELD_AT_ONCE = 6
const begun = { on: 'insert', of: 'effects', when: 'true' } as const
const done = { on: 'update', of: 'effects', when: 'old.finished_at is null and new.finished_at is not null' } as const
const points = [
  { name: 'the connection cut before anything is done', fault: 'cut' },
  { name: 'the answer dropped after the work was done', fault: 'drop' },
  { name: 'the worker killed before the row', held: begun, then: 'undone' },
  { name: 'the worker killed with the row committed and nothing sent', held: begun, then: 'counts' },
  { name: 'the worker killed with all sent and nothing answered', fault: 'hold' },
  { name: 'the worker killed with all answered and nothing stored', held: done, then: 'undone' },
  { name: 'the worker killed with all stored and Temporal not told', held: done, then: 'counts' },
] as const
type Point = (typeof points)[number]

interface AppUnderFire {
  readonly id: AppId
  readonly name: string
  /** Every one unless told. */
  readonly struckAt?: readonly Point[]
  readonly who: typeof alice
  readonly command: (tag: string) => string
  prepare(world: ProgramWorld, strike: Strike): Promise<Writes> | Writes
}
const underFire: readonly AppUnderFire[] = [
  {
    ...{
      id: 'salesforce',
      name: 'Salesforce',
      who: alice,
      command: (tag) => `create opportunity name: ${tag} amount: 1 stage: Prospecting`,
    },
    prepare: ({ salesforce }, strike) => salesforceWrites(salesforce, strike),
  },
  {
    // He works on incidents, and so may resolve one.
    ...{ id: 'servicenow', name: 'ServiceNow', who: bob, command: () => 'my incidents' },
    prepare: ({ other }, strike) => serviceNowWrites(other('servicenow') as ServiceNowStandIn, strike),
  },
  {
    ...{ id: 'box', name: 'Box', who: alice, command: () => 'who am I' },
    prepare: ({ other }, strike) => boxWrites(other('box') as BoxStandIn, strike),
  },
  {
    ...{ id: 'box', name: 'Box, a large file at its commit', who: alice, command: () => 'who am I' },
    prepare: ({ other }, strike) => boxWritesInParts(other('box') as BoxStandIn, strike, 'its commit'),
  },
  {
    ...{ id: 'box', name: 'Box, a large file at a part', who: alice, command: () => 'who am I' },
    struckAt: points.filter((point) => 'fault' in point),
    prepare: ({ other }, strike) => boxWritesInParts(other('box') as BoxStandIn, strike, 'a part'),
  },
]
const writesOf = (id: AppId): string[] =>
  Object.entries<AnyAction>(apps[id].actions).flatMap(([name, { kind }]) => (kind === 'write' ? [name] : []))

const isSent = ({ count, isSent: hasArrived = () => count() === 1 }: WriteUnderTest): boolean => hasArrived()

const chance = createChance(inject('seed'))
const odd = (): string => chance.oneOf(["O'Neill & Söhne", 'Größe "XL" <b>', '漢字 50% ^ORa=b', String.raw`a\'b_c*d`, '{{x}} ${y} @z'])

it.each(Object.keys(apps) as AppId[])('the table of %s has a row for each write of the code, and is struck', (id) => {
  expect(underFire.map((app) => app.id)).toContain(id)
  const rows = [...readRepositoryFile(`test/effects/every-write/${id}.ts`).matchAll(/^ {4}(\w+): \{$/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual(writesOf(id).toSorted())
})

if (inject('full')) {
  describe(`every write action (seed ${String(inject('seed'))})`, () => {
    let world: ProgramWorld
    let holds: Holds
    let bundle: BundledFixture
    let teamsFiles: FileServer
    let strikes = 0
    const people = new Map<AppId, TeamsPerson>()
    const sent = new Map<string, SentFiles>()

    beforeAll(async () => {
      bundle = await bundleFixture(new URL('./fixtures/every-write.ts', import.meta.url))
      teamsFiles = await startFileServer()
      const env = { worker: { WORKFLOW_BUNDLE: bundle.path }, bot: { TEAMS_FILE_HOSTS: teamsFiles.host } }
      world = await startProgramWorld({ others: ['servicenow', 'box'], env })
      await giveFilesToRuns(world.superuserUrl)
      holds = await prepareHolds(world.superuserUrl, [begun, done])
      for (const { id, who } of underFire) {
        if (people.has(id)) continue
        const person = createTeamsPerson(world, who)
        if (!sent.has(who.key)) sent.set(who.key, await sendFiles(world, teamsFiles, person))
        const { name } = apps[id]
        await person.says(`connect ${id}`)
        await person.sees([`Sign in to ${name}`, '/connect/'], { withinMs: 90_000 })
        await signsIn(person.link(`Sign in to ${name}`), { as: who.key })
        people.set(id, person)
      }
    }, DEADLINE_MS)
    afterAll(async () => {
      await world.close()
      await teamsFiles.close()
      await bundle.remove()
    }, DEADLINE_MS)

    const standInOf = (id: AppId): OAuthAppStandIn => (id === 'salesforce' ? world.salesforce : world.other(id))

    /** The worker runs with the recipes that do these writes. */
    async function bundled(tag: string, writes: Writes): Promise<void> {
      const asked = { tag, writes: Object.entries(writes).map(([action, { input }]) => ({ action, input })) }
      const text = encodeURIComponent(JSON.stringify(asked)).replaceAll("'", '%27')
      await world.kill('worker')
      await writeFile(
        bundle.path,
        bundle.code.replaceAll('@@WRITES@@', () => text),
      )
      await world.start('worker')
    }

    /** Resolves when all writes of the run are at the point, and the worker was killed there. */
    async function strike(
      point: Point,
      { id, who, command }: AppUnderFire,
      { tag, writes }: { tag: string; writes: Writes },
    ): Promise<void> {
      const person = people.get(id) as TeamsPerson
      const all = Object.values(writes)
      let hold: Hold | undefined
      if ('fault' in point) for (const { request } of all) standInOf(id).addFault({ kind: point.fault, account: who.key, ...request })
      else hold = await holds.hold(point.held, { part: 'worker', aadObjectId: who.aadObjectId })
      await person.says(command(tag))
      if ('fault' in point && point.fault !== 'hold') return
      if (hold) await hold.reached(all.length)
      else await until('all to be sent', () => Promise.resolve(all.every(isSent)))
      await world.kill('worker')
      await hold?.settle('then' in point ? point.then : 'undone')
      await world.start('worker')
    }

    /** What they do who are asked: they look in the app, and answer truly. Resolves with what the recipe says at its end. */
    async function untilTold(person: TeamsPerson, tag: string, writes: Writes): Promise<{ ends: string; asked: string[] }> {
      const asked: string[] = []
      const told = (): string | undefined =>
        /Ends of [^"]*? that is all/.exec(person.reads().find((text) => text.includes(`Ends of ${tag}:`)) ?? '')?.[0]
      const begin = Date.now()
      while (told() === undefined) {
        if (Date.now() - begin > DEADLINE_MS / 2) throw new Error(`Nobody was told of ${tag}: ${person.reads().slice(-3).join('\n')}`)
        for (const message of world.teams.messagesIn(person.chat.id)) {
          const again = buttonsIn(message).find(({ title }) => title === 'Try again')
          if (!again) continue
          const text = JSON.stringify(message)
          const [action, write] = Object.entries(writes).find(([, { shown }]) => text.includes(shown)) ?? []
          if (!action || !write) throw new Error(`Nobody knows what is asked: ${text}`)
          if (!asked.includes(action)) asked.push(action)
          const skip = buttonsIn(message).find(({ title }) => title === 'Skip')
          await person.sendsPress((write.count() > 0 ? skip : again)?.data as Record<string, unknown>, { replyTo: String(message.id) })
        }
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
      return { ends: told() ?? '', asked }
    }

    async function strikeAndLook(app: AppUnderFire, point: Point, { tag, writes }: { tag: string; writes: Writes }): Promise<void> {
      await bundled(tag, writes)
      await strike(point, app, { tag, writes })
      const { ends, asked } = await untilTold(people.get(app.id) as TeamsPerson, tag, writes)
      standInOf(app.id).clearFaults()
      expect(Object.entries(writes).map(([action, { count }]) => [action, count()])).toEqual(
        Object.keys(writes).map((action) => [action, 1]),
      )
      for (const action of Object.keys(writes))
        if (!asked.includes(action)) expect(ends, `${action} was not asked about`).toContain(`${action} done`)
      process.stdout.write(`${app.name}, ${point.name}: ${ends} Asked: ${asked.join(', ') || 'nothing'}\n`)
    }

    describe.each(underFire)('of $name', (app) => {
      it.each((app.struckAt ?? points).map((point) => [point.name, point] as const))(
        '%s: 0 twice, 0 lost, or the person was asked',
        { timeout: DEADLINE_MS },
        async (_name, point) => {
          const standIn = standInOf(app.id)
          const token = (): string => standIn.liveTokens(app.who.key).find(({ kind }) => kind === 'access')?.value ?? ''
          for (let rest: readonly string[] | undefined; rest?.length !== 0;) {
            const tag = `Strike${String(++strikes).padStart(2, '0')}`
            const files = sent.get(app.who.key) as SentFiles
            const all = await app.prepare(world, { tag, odd, files, ask: asking(standIn.url, token) })
            rest ??= Object.keys(all)
            const now: readonly string[] = rest.slice(0, 'held' in point ? HELD_AT_ONCE : undefined)
            rest = rest.slice(now.length)
            await strikeAndLook(app, point, { tag, writes: Object.fromEntries(Object.entries(all).filter(([name]) => now.includes(name))) })
          }
        },
      )
    })
  })
}
