// A leak in progress: everything paused, everyone disconnected from an app, every token revoked; under load, with proof, and killed half way.
import { spawn } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { incidentCommand, type IncidentDeps } from '../../incidents/incident-command.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { runCommandLine } from '../support/command.js'
import { connectsSalesforce } from '../support/connects.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { addConnections } from '../support/many-connections.js'
import { programFile } from '../support/program.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const CLI = 'incidents/cli.ts'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson
let printed: string[] = []

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterEach(() => {
  world.salesforce.clearFaults()
  printed = []
})
afterAll(() => world.close())

const type = (line: string, deps: Partial<IncidentDeps> = {}) =>
  incidentCommand(
    { db: world.db, user: 'op', print: (text) => printed.push(text), ask: () => Promise.resolve(''), ...deps },
    line === '' ? [] : line.split(' '),
  )
const env = () => ({ PATH: process.env.PATH ?? '', DATABASE_URL: world.env.DATABASE_URL ?? '', LOG_LEVEL: 'silent', SHELL_USER: 'op' })
const connections = async () => (await world.db.query(`select from connections`)).length
const command = (name: string) => `create opportunity name: ${name} amount: 1 stage: Prospecting`
const madeAs = (name: string) => world.salesforce.records.filter((record) => record.Name === name).length
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix} ${String(at)}`)

describe('what it asks', () => {
  it('is a word, typed; without it nothing is changed', async () => {
    const questions: string[] = []
    const ask = (question: string) => {
      questions.push(question)
      return Promise.resolve('yes')
    }
    for (const line of ['pause', 'disconnect salesforce', 'revoke-everything'])
      expect(await type(line, { ask })).toEqual({ ok: false, text: 'Nothing was changed.' })
    expect(questions).toEqual(['pause', 'disconnect salesforce', 'revoke everything'].map((word) => `Type "${word}" to go on: `))
    expect((await type('')).text).toBe('Nothing is paused.\nNo tokens are being ended by an incident.')
  })

  it('can be typed at a terminal, and nobody there is a no', async () => {
    const { code, stderr } = await runCommandLine(CLI, ['pause'], { env: env() })
    expect({ code, stderr: stderr.trim() }).toEqual({ code: 1, stderr: 'Nothing was changed.' })
  })

  it.each([
    ['disconnect', 'Say from which app configuration.'],
    ['disconnect nothing', 'There is no app configuration "nothing".'],
    ['pause everything', 'That is too much.'],
    ['stop', 'npm run incident -- revoke-everything'],
  ])('"%s" is refused in words', async (line, words) => {
    const { ok, text } = await type(line)
    expect(ok).toBe(false)
    expect(text).toContain(words)
  })
})

describe('Revoke everything, under load', () => {
  it('stops every run at its next step, leaves no live token, and lets each finish once after a new sign-in', async () => {
    await connectIntegration(world)
    await connectsSalesforce(alice)
    await connectsSalesforce(bob)
    await addConnections(world, 40)
    const tokens = await tokensOf({ ...world, db: onlyReal() })
    expect(await liveAmong(world, tokens)).toBe(tokens.length)
    const asked = [...names('Load A', 6).map((name) => [alice, name] as const), ...names('Load B', 6).map((name) => [bob, name] as const)]
    const load = (async () => {
      for (const [person, name] of asked) await person.says(command(name))
    })()
    await expect.poll(() => world.salesforce.records.filter(({ Name }) => Name.startsWith('Load')).length).toBeGreaterThan(0)
    const { ok, text } = await type('revoke-everything --yes')
    await load
    expect(printed.join('\n')).toMatch(/salesforce \(Contoso Production\): 42 personal connections, 1 shared/)
    expect(text).toContain('Done: the apps confirmed the end of every token set.')
    expect(text).toMatch(/^salesforce +43 +0 +0$/m)
    expect(ok).toBe(true)
    expect(await connections()).toBe(0)
    expect(await liveAmong(world, tokens)).toBe(0)
    expect(await type('resume --yes')).toMatchObject({ ok: true })
    await finishAfterSignIn()
    const started = await world.db.query<{ id: string; state: string }>(`select id, state from runs`)
    expect(started.filter(({ state }) => state !== 'completed')).toEqual([])
    const made = asked.map(([, name]) => madeAs(name))
    expect(Math.max(...made)).toBe(1)
    expect(made.filter((count) => count === 1)).toHaveLength(started.length)
  })

  /** Alice and Bob alone, not those who never were. */
  const onlyReal = (): World['db'] => ({
    ...world.db,
    query: (sql, params) => world.db.query(sql.replace(`where kind = 'personal'`, `where kind = 'personal' and org_id <> 'org'`), params),
  })

  function linkOf(person: TeamsPerson): string | null {
    try {
      return person.link('Sign in to Salesforce')
    } catch {
      return null
    }
  }

  async function finishAfterSignIn(): Promise<void> {
    for (const person of [alice, bob]) {
      const waiting = () => world.db.query(`select from waits where outcome is null and aad_object_id = $1`, [person.person.aadObjectId])
      const open = () => world.db.query(`select from runs where ended_at is null and aad_object_id = $1`, [person.person.aadObjectId])
      await expect.poll(async () => (await waiting()).length > 0 || (await open()).length === 0, { timeout: 60_000 }).toBe(true)
      if ((await open()).length === 0) continue
      // The wait's row is there a moment before its card.
      await expect.poll(() => linkOf(person), { timeout: 60_000 }).not.toBeNull()
      await signsIn(person.link('Sign in to Salesforce'), { as: person.person.key })
      await expect.poll(open, { timeout: 60_000 }).toEqual([])
    }
  }
})

describe('Disconnect everyone from an app', () => {
  it('says what the app has not confirmed, and the same command later proves the rest', async () => {
    await addConnections(world, 3)
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke' })
    const first = await type('disconnect salesforce --yes', { quietMs: 1_500 })
    expect(first.ok).toBe(false)
    expect(first.text).toContain('Not confirmed: the app refuses or does not answer, or no worker runs.')
    expect(await connections()).toBe(0)
    expect((await type('')).text).toMatch(
      /disconnect salesforce, since .* UTC: \d+ connections deleted; tokens: \d+ confirmed, [1-9]\d* to go, 0 given up\./,
    )
    world.salesforce.clearFaults()
    await world.db.query(`update revocations set next_attempt_at = now()`)
    const second = await type('disconnect salesforce --yes')
    expect(printed).toContain('Going on with what was begun before:')
    expect(second.ok).toBe(true)
    expect(second.text).toContain('Done: the apps confirmed the end of every token set.')
    expect((await type('')).text).toContain('No tokens are being ended by an incident.')
  })

  it('killed at any moment, goes on: everything is gone in the end, and every token set was owed once', async () => {
    await addConnections(world, 150)
    const [{ before } = { before: 0 }] = await world.db.query<{ before: number }>(`select count(*)::int as before from revocations`)
    const half = () => connections().then((left) => left < 140)
    const child = spawn(process.execPath, [programFile(CLI), 'disconnect', 'salesforce', '--yes'], { env: env(), stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await expect.poll(half, { interval: 2 }).toBe(true)
    child.kill('SIGKILL')
    await ended
    const left = await connections()
    const { code, stdout } = await runCommandLine(CLI, ['disconnect', 'salesforce', '--yes'], { env: env() })
    expect(code).toBe(0)
    expect(left).toBeGreaterThan(0)
    expect(stdout).toContain('Going on with what was begun before:')
    expect(stdout).toMatch(/^salesforce +150 +0 +0$/m)
    expect(await connections()).toBe(0)
    const [{ after } = { after: 0 }] = await world.db.query<{ after: number }>(`select count(*)::int as after from revocations`)
    expect(after - before).toBe(150)
    const [incident] = await world.db.query<{ connections: number }>(`select connections from incidents order by started_at desc limit 1`)
    expect(incident).toEqual({ connections: 150 })
  })
})

describe('a sign-in in a browser while everyone is disconnected', () => {
  it('brings no connection: what it still gets is ended at the app', async () => {
    await alice.says('connect salesforce')
    await expect.poll(() => alice.reads().at(-1) ?? '').toContain('/connect/')
    world.salesforce.addFault({ kind: 'delay', ms: 2_000, path: '/services/oauth2/token', times: 1 })
    const trip = signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
    const underWay = () => world.db.query(`select from sign_in_attempts where used_at > now() - interval '5 seconds' and voided_at is null`)
    await expect.poll(underWay).toHaveLength(1)
    expect(await type('disconnect salesforce --yes')).toMatchObject({ ok: true })
    await trip
    expect(await connections()).toBe(0)
    const open = () => world.db.query(`select from revocations where done_at is null`)
    await expect.poll(open).toEqual([])
  })
})
