// Every key rotated as `npm run keys -- rotate` says, while one run waits for its sign-in and another doesn't know how its write ended.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lifeCommand } from '../../keys/cli/life-command.js'
import { rings } from '../../keys/rings.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { countHistories } from '../../temporal/count-histories.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const api = { path: '/services/data/v64.0' } as const
const create = { path: '/services/data/v64.0/sobjects', method: 'POST' } as const
type Env = Record<string, string>

describe('all four rings, rotated under way', { timeout: 120_000 }, () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson
  let oldLink: string
  const activityId = randomUUID()
  /** What bot.env and worker.env hold. */
  const files: { readonly bot: Env; readonly worker: Env } = { bot: {}, worker: {} }
  const steps = new Map<string, string[]>()

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
    Object.assign(files.bot, world.keys)
    Object.assign(files.worker, world.keys)
    await alice.says('create opportunity name: First amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'First'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity First')
    await bob.says('create opportunity name: Waiting amount: 2 stage: Prospecting', { activityId })
    await bob.sees([SIGN_IN, 'Waiting'])
    oldLink = bob.link(SIGN_IN)
    // Salesforce takes the write and its answer is lost; from then on it is down.
    world.salesforce.addFault({ kind: 'drop', ...create })
    world.salesforce.addFault({ kind: 'status', status: 503, times: 1_000, ...api })
    await alice.says('create opportunity name: Unsure amount: 3 stage: Prospecting')
    await until(() => Promise.resolve(world.salesforce.records.some(({ Name }) => Name === 'Unsure')))
  })
  afterAll(() => world.close())

  const types = (line: string) => {
    const { db, temporal: client, taskQueue } = world
    const deployment = { db, user: 'op', countHistories: (before: Date) => countHistories({ client, taskQueue }, before) }
    return lifeCommand({ deployment, today: { ...files.bot, ...files.worker } }, line.split(' '))
  }

  /** Puts the lines of one step into the files that it names, and restarts the programs: workers first. */
  async function follow(number: 1 | 2 | 4): Promise<void> {
    for (const [ring, texts] of steps) {
      for (const [, name = '', value = ''] of (texts[number] ?? '').matchAll(/^([A-Z_]+)=(.+)$/gm)) {
        files.worker[name] = value
        if (name !== 'TOKEN_PRIVATE_KEY') files.bot[name] = value
      }
      expect(texts[number], ring).toMatch(/^[A-Z_]+=/m)
    }
    await Promise.all([world.stopBot(), world.stopWorker()])
    await world.startWorker(files.worker)
    await world.startBot(files.bot)
  }

  const statusOf = async (id: string): Promise<string> =>
    (await types('status')).text.split('\n').find((line) => line.split(/\s+/)[1] === id) ?? ''

  it('1. a new key of each is accepted, then 2. seals; what old ones sealed is sealed anew by the worker', async () => {
    for (const ring of rings) {
      const { ok, text } = await types(`rotate ${ring}`)
      expect(ok).toBe(true)
      steps.set(ring, text.split(/\n\n(?=\d\. )/))
    }
    await follow(1)
    expect(await statusOf('shared-1')).toMatch(/active +2 \/ 2/)
    await follow(2)
    expect(await statusOf('shared-1')).toMatch(/old +0 \/ 2/)
    await until(async () => !/ of runs| tokens|results/.test((await statusOf('shared-1')) + (await statusOf('token-1'))))
    expect(await statusOf('token-1')).toMatch(/nothing$/)
  })

  it.each([
    ['shared', 'shared-1', '1 sign-in links that are out'],
    ['codec', 'codec-1', 'histories in Temporal, open or kept'],
  ])('3. %s is not retired while it is needed, and that is said', async (ring, id, words) => {
    const { ok, text } = await types(`retire ${ring} ${id}`)
    expect(ok).toBe(false)
    expect(text).toContain(words)
  })

  it('the same Teams activity, delivered again, still starts no second run', async () => {
    await bob.says('create opportunity name: Waiting amount: 2 stage: Prospecting', { activityId })
    expect(await world.db.query(`select count(*)::int as n from runs where aad_object_id = $1`, [bobInTeams.aadObjectId])).toEqual([
      { n: 1 },
    ])
  })

  it('the run that waited completes by its old link, and the write whose answer was lost happened once', async () => {
    await signsIn(oldLink, { as: 'bob' })
    await until(async () => (await world.db.query(`select 1 from connections`)).length === 2)
    world.salesforce.clearFaults()
    await bob.sees('Created the opportunity Waiting')
    await alice.sees('Created the opportunity Unsure', { withinMs: 60_000 })
    expect(world.salesforce.records.map(({ Name }) => Name).sort()).toEqual(['First', 'Unsure', 'Waiting'])
  })

  it('3. the old ones are retired once nothing needs them, and 4. taken out: everything still opens', async () => {
    await forgetHistories()
    for (const [ring, id] of [
      ['shared', 'shared-1'],
      ['bot', 'bot-1'],
      ['tokens', 'token-1'],
      ['codec', 'codec-1'],
    ] as const) {
      await until(async () => (await statusOf(id)).endsWith('nothing'))
      expect(await types(`retire ${ring} ${id}`)).toMatchObject({ ok: true, text: expect.stringContaining('is retired') as string })
    }
    await follow(4)
    expect(JSON.stringify(files)).not.toContain('shared-1:')
    await alice.says('create opportunity name: After amount: 4 stage: Prospecting')
    await alice.sees('Created the opportunity After')
    await bob.says('create opportunity name: Later amount: 5 stage: Prospecting')
    await bob.sees('Created the opportunity Later')
    expect((await types('status')).text).not.toContain('Rows name keys')
  })

  /** As if their retention were over. */
  async function forgetHistories(): Promise<void> {
    const { temporal: client, taskQueue } = world
    await until(async () => (await client.workflow.count(`TaskQueue = '${taskQueue}' and ExecutionStatus = 'Running'`)).count === 0)
    for await (const { workflowId, runId } of client.workflow.list({ query: `TaskQueue = '${taskQueue}'` })) {
      await client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId, runId } })
    }
  }
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('It did not come about in a minute.')
    await wait(100)
  }
}
