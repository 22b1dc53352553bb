// The incident page against the running product: paused, ended everywhere with proof, carried on by a worker, and closed; for admins alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams, type SandboxPerson } from '../../sandbox/people.js'
import { createBrowser, type Page, type TestBrowser } from '../support/browser.js'
import { connectsSalesforce } from '../support/connects.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const env = { ADMINS: aliceInTeams.aadObjectId, OPERATORS: bobInTeams.aadObjectId }
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ env })
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(() => world.close())

async function opens(path: string, person: SandboxPerson = aliceInTeams): Promise<{ browser: TestBrowser; page: Page }> {
  const browser = createBrowser()
  const page = await browser.choose(await browser.submit(await browser.open(`${world.url}${path}`)), person.key)
  return { browser, page }
}
const post = (path: string, cookie: string, fields: Readonly<Record<string, string>> = {}, site = 'same-origin') =>
  fetch(`${world.url}/incident${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': site },
    body: new URLSearchParams(fields),
  })
const connections = async () => (await world.db.query(`select from connections`)).length
const paused = async () => (await world.db.query<{ paused: boolean }>(`select paused from deployment`))[0]?.paused
const audited = (event: string) =>
  world.db.query<{ who: string; detail: object }>(
    `select aad_object_id as who, detail from audit where event = $1 and event <> 'setting.changed' or $1 = 'setting.changed'
       and event = $1 and detail ->> 'setting' = 'paused' order by id`,
    [event],
  )

describe('the incident page', () => {
  it('pauses and resumes everything with one button each, and says so in Teams and in the audit', async () => {
    const { browser, page } = await opens('/incident')
    expect(page.html).toContain('Nothing is paused.')
    const cookie = browser.cookies(world.url)
    expect((await post('/pause', cookie)).headers.get('location')).toBe('/incident?said=paused')
    expect((await browser.open(`${world.url}/incident`)).html).toContain('Everything is paused since')
    await alice.says('create opportunity name: While paused amount: 1 stage: Prospecting')
    await alice.sees('paused')
    expect((await post('/pause', cookie)).headers.get('location')).toBe('/incident?said=unchanged')
    expect((await post('/resume', cookie)).headers.get('location')).toBe('/incident?said=resumed')
    expect(await paused()).toBe(false)
    expect(await audited('setting.changed')).toMatchObject([
      { who: aliceInTeams.aadObjectId, detail: { setting: 'paused', to: true } },
      { who: aliceInTeams.aadObjectId, detail: { setting: 'paused', to: false } },
    ])
  })

  it('ends nothing without the word, says so beside the field, and nothing is paused by it', async () => {
    await connectsSalesforce(alice)
    const { browser } = await opens('/incident')
    const cookie = browser.cookies(world.url)
    for (const [path, fields] of [
      ['/revoke', {}],
      ['/revoke', { word: 'Revoke Everything' }],
      ['/disconnect', { configuration: 'salesforce', word: 'yes' }],
      ['/disconnect', { configuration: '<b>', word: '<b>' }],
    ] as const) {
      const answer = await post(path, cookie, fields)
      const page = await answer.text()
      expect([answer.status, page.includes('so nothing was done')]).toEqual([422, true])
      expect(page).not.toContain('<b>')
    }
    expect([await connections(), await paused(), await audited('incident.begun')]).toEqual([1, false, []])
  })

  it('revokes everything with the proof of the apps, by a worker, while nobody has the page open; then it is closed', async () => {
    const tokens = await tokensOf(world)
    expect(await liveAmong(world, tokens)).toBe(tokens.length)
    const { browser } = await opens('/incident')
    const cookie = browser.cookies(world.url)
    const begun = await post('/revoke', cookie, { word: ' revoke everything ' })
    const path = begun.headers.get('location') ?? ''
    expect(path).toMatch(/^\/incident\/[0-9a-f-]{36}$/)
    expect(await paused()).toBe(true)
    const proof = async () => (await browser.open(`${world.url}${path}`)).html
    await expect.poll(proof).toContain('Done: the apps confirmed the end of every token.')
    expect([await connections(), await liveAmong(world, tokens)]).toEqual([0, 0])
    await alice.sees('Whoever looks after Workbot ended all of its access')
    expect((await post(`${path.slice('/incident'.length)}/close`, cookie)).headers.get('location')).toBe('/incident?said=closed')
    expect(await proof()).toContain('Closed ')
    expect(await audited('incident.begun')).toMatchObject([{ who: aliceInTeams.aadObjectId }])
    expect(await audited('incident.ended')).toMatchObject([{ who: aliceInTeams.aadObjectId, detail: { connections: 1 } }])
    await post('/resume', cookie)
  })

  it('is not closed before every app has confirmed, and goes on by itself once it does', async () => {
    await connectsSalesforce(alice)
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke' })
    const { browser } = await opens('/incident')
    const cookie = browser.cookies(world.url)
    const path = (await post('/disconnect', cookie, { configuration: 'salesforce', word: 'salesforce' })).headers.get('location') ?? ''
    const close = () => post(`${path.slice('/incident'.length)}/close`, cookie)
    await expect.poll(connections).toBe(0)
    const early = await close()
    expect([early.status, await early.text()]).toEqual([409, expect.stringContaining('WB-SITE-022')])
    const waiting = await fetch(`${world.url}${path}`, { headers: { cookie } })
    expect(waiting.headers.get('refresh')).toBe('3')
    world.salesforce.clearFaults()
    await world.db.query(`update revocations set next_attempt_at = now() where done_at is null`)
    await expect.poll(async () => (await close()).status).toBe(303)
    expect(await paused()).toBe(false)
  })
})

describe('who may not', () => {
  it('an operator and whoever comes from elsewhere are refused, on every address', async () => {
    const { browser, page } = await opens('/incident', bobInTeams)
    expect([page.status, page.html.includes('WB-SITE-003')]).toEqual([403, true])
    const bobs = browser.cookies(world.url)
    const admins = (await opens('/incident')).browser.cookies(world.url)
    const paths = ['/pause', '/resume', '/disconnect', '/revoke', '/00000000-0000-4000-8000-000000000000/close']
    const fields = { configuration: 'salesforce', word: 'salesforce' }
    for (const path of paths) {
      expect((await post(path, bobs, fields)).status).toBe(403)
      expect((await post(path, admins, fields, 'cross-site')).status).toBe(403)
      expect((await post(path, '', fields)).status).toBe(401)
    }
    expect(await paused()).toBe(false)
  })

  it('an incident that is none is not found, whatever its address holds', async () => {
    const { browser } = await opens('/incident')
    for (const id of ['00000000-0000-4000-8000-000000000000', "' or 1=1", '%3Cscript%3E'])
      expect((await browser.open(`${world.url}/incident/${encodeURIComponent(id)}`)).html).toContain('WB-SITE-021')
  })
})
