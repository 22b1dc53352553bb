// Takes docs/images/trace.png from the spans of a real run, whose worker is killed while it waits: part of `npm run screenshots`.
import { afterAll, beforeAll, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { startOtlpCollector, type OtlpCollector } from '../support/otlp-collector.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { until } from '../telemetry/support/until.js'
import { save } from './support/camera.js'
import { openChromium } from './support/chromium.js'
import { waterfall, type Mark } from './support/waterfall.js'

const SIGN_IN = 'Sign in to Salesforce'
const DEADLINE_MS = 120_000

let world: ProgramWorld
let collector: OtlpCollector

beforeAll(async () => {
  collector = await startOtlpCollector()
  const otlp = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' }
  world = await startProgramWorld({ env: { bot: otlp, worker: otlp } })
}, DEADLINE_MS)
afterAll(async () => {
  await world.close()
  await collector.close()
}, DEADLINE_MS)

it('the trace of one run across its pause', { timeout: DEADLINE_MS }, async () => {
  const alice = createTeamsPerson(world, aliceInTeams)
  const marks: Mark[] = []
  const ran = (name: string, times: number) => collector.spans.filter((span) => span.name === name).length >= times
  // The first run warms the programs up.
  await alice.says('create opportunity name: Warm amount: 1 stage: Prospecting')
  await alice.sees([SIGN_IN, 'Warm'])
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity Warm')
  await until(() => ran('Run createOpportunity', 1))
  await world.salesforce.revokeAll('alice')

  await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  await until(() => ran('Activity requestSignIn', 2))
  marks.push({ at: Date.now(), text: 'worker killed' })
  await world.kill('worker')
  await world.start('worker')
  marks.push({ at: Date.now(), text: 'another worker' })
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Created the opportunity Acme')
  await until(() => ran('Run createOpportunity', 2))

  const run = collector.spans.filter(({ name }) => name === 'Run createOpportunity').at(-1)
  const spans = collector.spans.filter(({ traceId }) => traceId === run?.traceId)
  const chromium = await openChromium()
  const page = await (await chromium.profile({ viewport: { width: 1_100, height: 900 }, deviceScaleFactor: 1 })).newPage()
  await page.setContent(waterfall(spans, marks, 'create opportunity, paused until its caller had signed in to Salesforce'))
  await save('trace', await page.locator('main').screenshot())
  await chromium.close()
})
