// What a journey begins with: a sandbox and a browser of its own, and a Teams client for each person; and that it ends at the first step that fails.
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openChromium, type Chromium } from './chromium.js'
import { startOwnSandbox, type OwnSandbox } from './own-sandbox.js'
import { openTeams, type TeamsWindow } from './teams-window.js'

/** Filled before the first test. */
export interface Stage {
  sandbox: OwnSandbox
  chromium: Chromium
  alice: TeamsWindow
  bob: TeamsWindow
}

const START_MS = 240_000

/** To be called once, by the file or by a `describe`. @param window of each Teams client */
export function setStage(window?: BrowserContextOptions): Stage {
  const stage = {} as Stage
  const ends: (() => Promise<void>)[] = []

  beforeAll(async () => {
    stage.chromium = await openChromium()
    ends.push(stage.chromium.close)
    stage.sandbox = await startOwnSandbox()
    ends.push(stage.sandbox.stop)
    const { teams } = stage.sandbox.addresses
    stage.alice = await openTeams(await stage.chromium.profile(window), teams.alice ?? '')
    stage.bob = await openTeams(await stage.chromium.profile(window), teams.bob ?? '')
  }, START_MS)
  afterAll(async () => {
    await Promise.all(ends.map((end) => end()))
  })

  // Each step stands on those before it: after a failed one the others would only wait in vain.
  let hasFailed = false
  beforeEach(({ skip }) => {
    skip(hasFailed, 'A step before this one failed.')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || hasFailed) return
    hasFailed = true
    console.error(await stage.sandbox.lastLogLines())
    for (const { page } of [stage.alice, stage.bob]) console.error((await page.locator('body').innerText()).slice(-1_500))
  })
  return stage
}
