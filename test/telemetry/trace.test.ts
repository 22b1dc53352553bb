// One trace a run, from the Teams activity to the app call, across the pause and another worker: from real programs, by OTLP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../../database.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { traceIdsOf } from '../../telemetry/run-trace-ids.js'
import { anyFreePort } from '../support/any-free-port.js'
import { createBrowser } from '../support/browser.js'
import { log } from '../support/logs.js'
import { startOtlpCollector, type OtlpCollector, type ReceivedSpan } from '../support/otlp-collector.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { until } from './support/until.js'

const SIGN_IN = 'Sign in to Salesforce'
const DEADLINE_MS = 120_000

describe('a run that pauses for its sign-in, and goes on at another worker', () => {
  let world: ProgramWorld
  let collector: OtlpCollector
  let alice: TeamsPerson
  let spans: readonly ReceivedSpan[] = []
  const secrets = new Map<string, string>()
  const ports = { bot: 0, worker: 0 }
  let runId = ''

  beforeAll(async () => {
    collector = await startOtlpCollector()
    ports.bot = await anyFreePort()
    ports.worker = await anyFreePort()
    const otlp = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_METRIC_EXPORT_INTERVAL: '1000' }
    world = await startProgramWorld({
      env: { bot: { ...otlp, METRICS_PORT: String(ports.bot) }, worker: { ...otlp, METRICS_PORT: String(ports.worker) } },
    })
    alice = createTeamsPerson(world, aliceInTeams)
    await alice.says('create opportunity name: Zanzibar amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Zanzibar'])
    await until(() => collector.spans.some(({ name }) => name === 'Activity requestSignIn'))
    await world.kill('worker')
    await world.start('worker')
    await signIn()
    await alice.sees('Created the opportunity Zanzibar')
    await until(() => isWhole(collector.spans))
    const db = createDatabase(world.superuserUrl, { log, max: 1 })
    const [run] = await db.query<{ id: string }>('select id from runs')
    await db.end()
    runId = run?.id ?? ''
    spans = collector.spans.filter(({ traceId }) => traceId === traceIdsOf(runId).traceId)
  }, DEADLINE_MS)
  afterAll(async () => {
    await world.close()
    await collector.close()
  }, DEADLINE_MS)

  /** Step by step, to keep what must not be seen. */
  async function signIn(): Promise<void> {
    const browser = createBrowser()
    const atEntra = await browser.submit(await browser.open(alice.link(SIGN_IN)))
    const atApp = await browser.choose(atEntra, 'alice')
    const stopping = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    stopping.take(browser)
    const callback = await stopping.choose(atApp, 'alice')
    for (const name of ['code', 'state']) secrets.set(name, callback.url.searchParams.get(name) ?? '')
    secrets.set('link', new URL(alice.link(SIGN_IN)).pathname.split('/').at(-1) ?? '')
    browser.take(stopping)
    const back = await browser.open(callback.url)
    if (back.html.includes('action="/account/')) await browser.submit(back, { decision: 'use' })
  }

  /** Bot and worker export theirs each at its own time. */
  function isWhole(all: readonly ReceivedSpan[]): boolean {
    const ids = new Set(all.map(({ spanId }) => spanId))
    const last = ['Run createOpportunity', 'OAuth callback', 'Wake the run', 'Activity finish']
    return last.every((one) => all.some(({ name }) => name === one)) && all.every(({ parentId }) => parentId === '' || ids.has(parentId))
  }

  const named = (name: string) => spans.filter((span) => span.name === name)

  it('has one trace, whose id follows from its own', () => {
    const ofRun = collector.spans.filter(({ attributes }) => attributes['workbot.run_id'] === runId)
    expect(ofRun.length).toBeGreaterThan(8)
    expect([...new Set(ofRun.map(({ traceId }) => traceId))]).toEqual([traceIdsOf(runId).traceId])
    expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1)
  })

  it('shows the Teams activity, the acceptance, the start, the workflow, its activities, the pause, the callback, its signal and the app call', () => {
    const at = (service: string) => [...new Set(spans.filter((span) => span.service === service).map(({ name }) => name))]
    expect(at('workbot-bot')).toEqual(
      expect.arrayContaining(['Teams activity', 'Accept the run', 'Start at Temporal', 'OAuth callback', 'Wake the run']),
    )
    expect(at('workbot-worker')).toEqual(
      expect.arrayContaining([
        'Run createOpportunity',
        'Activity salesforce.createOpportunity',
        'Activity requestSignIn',
        'Wait for a sign-in',
        'Request salesforce POST',
        'Activity finish',
        'Post to Teams',
      ]),
    )
  })

  it('hangs together: one outermost span, and every other has its parent in the trace', () => {
    const ids = new Set(spans.map(({ spanId }) => spanId))
    expect(spans.filter(({ parentId }) => parentId === '').map(({ name, spanId }) => ({ name, spanId }))).toEqual([
      { name: 'Run createOpportunity', spanId: traceIdsOf(runId).spanId },
    ])
    expect(spans.filter(({ parentId }) => parentId !== '' && !ids.has(parentId)).map(({ name }) => name)).toEqual([])
    const call = named('Request salesforce POST')[0]
    expect(spans.find(({ spanId }) => spanId === call?.parentId)?.name).toBe('Activity salesforce.createOpportunity')
    expect(call?.attributes).toMatchObject({ 'workbot.action': 'createOpportunity', 'http.response.status_code': '201' })
  })

  it('shows the pause from the card to the sign-in, with the worker that died in it', () => {
    const [wait] = named('Wait for a sign-in')
    const call = named('Request salesforce POST')[0]
    expect(wait?.attributes).toMatchObject({ 'workbot.step': 'salesforce.createOpportunity', 'workbot.outcome': 'connected' })
    expect(wait && wait.end - wait.start).toBeGreaterThan(0)
    expect(wait && call && wait.end <= call.start).toBe(true)
    expect(named('Activity salesforce.createOpportunity').map(({ isError }) => isError)).toEqual([false, false])
  })

  it('has nothing in its spans and metrics that is a secret, a person, or what the person typed', async () => {
    const scraped = await Promise.all([metricsOf('bot'), metricsOf('worker')])
    const all = [...collector.bodies.map((body) => body.toString('latin1')), ...scraped].join('\n')
    expect(all).toContain('workbot_sign_ins_total')
    expect(secrets.size).toBe(3)
    for (const [name, secret] of [
      ...secrets,
      ['what was typed', 'Zanzibar'],
      ['e-mail', '@contoso'],
      ['person', aliceInTeams.aadObjectId],
    ] as const) {
      expect(secret.length, name).toBeGreaterThan(6)
      expect(all.includes(secret), `${name} was found`).toBe(false)
    }
    for (const pattern of [/Bearer /, /00D\w+!/, /\?code=/, /\?q=/]) expect(all).not.toMatch(pattern)
  })

  const metricsOf = async (part: 'bot' | 'worker') => (await fetch(`http://127.0.0.1:${String(ports[part])}/metrics`)).text()

  it('is counted: accepted, signed in, called, ended; and the gauges are there', async () => {
    const bot = await metricsOf('bot')
    const worker = await metricsOf('worker')
    expect(bot).toMatch(/^workbot_runs_accepted_total\{recipe="createOpportunity"\} 1$/m)
    expect(bot).toMatch(/^workbot_sign_ins_total\{outcome="connected"\} 1$/m)
    expect(worker).toMatch(/^workbot_runs_ended_total\{recipe="createOpportunity",state="completed"\} 1$/m)
    expect(worker).toMatch(/^workbot_app_request_seconds_count\{app="salesforce",status="2xx"\} [1-9]/m)
    // Gauges are repeated for some seconds.
    await until(async () => /^workbot_waits_open\{age="1h"\} 0$/m.test(await metricsOf('worker')))
    expect(worker).toMatch(/^workbot_owed_seconds\{duty="signal"\} 0$/m)
    await until(() => collector.metrics.some((body) => body.includes('workbot_effects_unknown')))
  })

  it('answers /metrics on its inner port only, and that port answers nothing else', async () => {
    const onPublic = await fetch(`${world.url}/metrics`)
    expect(onPublic.status).toBe(404)
    expect(await onPublic.text()).not.toContain('workbot_')
    for (const port of Object.values(ports)) expect((await fetch(`http://127.0.0.1:${String(port)}/healthz`)).status).toBe(404)
  })

  it('finds its trace id in the log', async () => {
    const lines = (await world.lastLines()).split('\n').filter((line) => line.includes('A run was accepted.'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ runId, traceId: traceIdsOf(runId).traceId }])
  })
})
