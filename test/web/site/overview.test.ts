// The overview: what runs, what waits, how sign-ins and apps are, what is owed; for admins and operators.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { alice, bob } from '../../../sandbox/people.js'
import { setPaused } from '../../../settings/deployment.js'
import { createBrowser } from '../../support/browser.js'
import { signIn } from '../support/trip.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

let world: SiteWorld
beforeAll(async () => {
  world = await startSiteWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  Object.assign(world.roles, { ADMINS: [alice.aadObjectId], OPERATORS: [] })
})

/** What somebody reads there, without markup. */
async function reads(): Promise<string> {
  const { page } = await world.comesTo('/site')
  expect([page.status, page.url.pathname]).toEqual([200, '/overview'])
  return page.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

it('is where an admin begins, and says in words that there is nothing yet', async () => {
  const said = await reads()
  for (const words of [
    'Nobody has run anything',
    'No run waits for anybody',
    'Nobody was sent to an app',
    'Not connected',
    'Nothing: every run',
  ])
    expect(said).toContain(words)
})

it('counts runs of a day, waits by age, sign-ins by how they went, and tokens that an app is still to end', async () => {
  const { runIds, link } = await world.waitFor(bob, { runs: 3 })
  await world.db.query(`update runs set state = 'failed', ended_at = now(), posted_at = now() where id = $1`, [runIds[0]])
  await world.db.query(`update waits set created_at = now() - interval '30 hours' where run_id = $1`, [runIds[1]])
  await signIn(createBrowser(), (await world.waitFor(alice)).link)
  await signIn(createBrowser(), link, { person: 'bob', account: '' })
  await world.waitFor(bob)
  await world.db.query(`update waits set created_at = now() - interval '30 hours' where outcome is null`)
  await world.db.query(
    `insert into revocations (configuration_id, connection_id, host, tokens_sealed, why) values ('salesforce', gen_random_uuid(), 'h', 's', 'replaced')`,
  )
  await world.db.query(
    `insert into audit (event, configuration_id, detail) values ('connection.refresh_failed', 'salesforce', '{"connectionId": "c", "why": "invalid_grant"}')`,
  )
  const said = await reads()
  expect(said).toMatch(/5 runs, 1 of them failed, stuck or lost; the most in one hour were \d/)
  expect(said).toContain('Less than three days 1 ')
  expect(said).toContain('Salesforce 2 1 1 0')
  expect(said).toContain('1 token not renewed')
  expect(said).toContain('Tokens whose end an app hasn’t confirmed yet: 1')
  await world.db.transaction((tx) => setPaused(tx, { paused: true, by: 'test' }))
  expect(await reads()).toContain('Everything is paused since')
})

it('is not for members, whose way in are their own runs', async () => {
  Object.assign(world.roles, { ADMINS: [] })
  const { page, browser } = await world.comesTo('/site')
  expect(page.url.pathname).toBe('/runs')
  expect((await world.get('/overview', browser)).status).toBe(403)
})
