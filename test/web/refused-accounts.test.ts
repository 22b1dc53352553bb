// Accounts that aren't kept: another org than the configuration takes, and an API host that isn't the app's own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainRevocations } from '../../connections/revocations.js'
import { createLogger } from '../../log.js'
import { alice } from '../../sandbox/people.js'
import { productionOrg } from '../../sandbox/salesforce/accounts.js'
import { createBrowser } from '../support/browser.js'
import { signIn } from './support/trip.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

const drain = ({ db, unseal, findClient }: WebWorld) => drainRevocations({ db, unseal, findClient, log: createLogger('test', 'silent') })
const revokeCalls = ({ salesforce }: WebWorld): number =>
  salesforce.requests.filter(({ path }) => path === '/services/oauth2/revoke').length

describe('an account of another org', () => {
  let world: WebWorld
  beforeAll(async () => {
    world = await startWebWorld({ acceptedOrgs: [productionOrg.id] })
  })
  afterAll(() => world.close())

  it('is told in words, its grant is ended at Salesforce, and the run waits for the right one', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const browser = createBrowser()
    const refused = await signIn(browser, link, { account: 'alice-uat' })
    expect(refused.status).toBe(403)
    expect(refused.html).toContain('That was Contoso Sales (UAT). This recipe uses Contoso Production.')
    expect(await world.outcomes(requestId)).toEqual([null])
    expect(await world.db.query(`select id from connections`)).toEqual([])
    expect(await world.audited()).toContain('sign_in.wrong_org')

    expect(await drain(world)).toEqual({ tried: 1, done: 1 })
    expect(revokeCalls(world)).toBe(2)
    expect(await world.audited()).toContain('revocation.done')

    const end = await browser.choose(await browser.submit(refused), 'alice')
    expect(end.html).toContain('Connected to Salesforce as alice@contoso-sales.example')
    expect(await world.outcomes(requestId)).toEqual(['connected'])
  })
})

describe('an app that names a foreign API host', () => {
  it.each([
    'http://169.254.169.254',
    'https://contoso.my.salesforce.com.evil.example',
    'https://127.0.0.1',
    'data:text/html,x',
    'not a url',
  ])('%s is refused, never called with the token, and the grant is ended', async (instanceUrl) => {
    const world = await startWebWorld({ instanceUrl })
    try {
      const { link, requestId } = await world.waitFor(alice)
      const refused = await signIn(createBrowser(), link)
      expect(refused.html).toMatch(/Code WB-SIGNIN-(009|103)/)
      expect(await world.db.query(`select id from connections`)).toEqual([])
      expect(await world.outcomes(requestId)).toEqual([null])
      expect(await drain(world)).toEqual({ tried: 1, done: 1 })
      expect(revokeCalls(world)).toBe(2)
    } finally {
      await world.close()
    }
  })
})
