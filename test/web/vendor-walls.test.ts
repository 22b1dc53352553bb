// What an app or Microsoft sends back instead of a sign-in has words and a code of its own; nothing ends by it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { callbackOf, throughMicrosoft } from './support/trip.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld()
})
beforeEach(() => world.forget())
afterAll(() => world.close())

/** The authorization response as an error, with a description that must not reach the page. */
function asError(url: URL, error: string, description: string): URL {
  const answer = new URL(url)
  answer.searchParams.delete('code')
  answer.searchParams.set('error', error)
  answer.searchParams.set('error_description', description)
  return answer
}

describe('an app that answers', () => {
  it.each([
    ['OAUTH_APP_BLOCKED', 'WB-SIGNIN-107', 'An admin of Salesforce has to allow Workbot first'],
    ['OAUTH_APPROVAL_ERROR_GENERIC', 'WB-SIGNIN-107', 'An admin of Salesforce has to allow Workbot first'],
    ['unauthorized_client', 'WB-SIGNIN-108', 'registered with at Salesforce'],
    ['invalid_scope', 'WB-SIGNIN-109', 'asks for a right'],
    ['redirect_uri_mismatch', 'WB-SIGNIN-110', 'address isn&#39;t registered'],
    ['something_new', 'WB-SIGNIN-102', 'something_new'],
  ])('%s is told in words under %s, and the run still waits', async (error, code, words) => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    const answer = await callback.send(asError(callback.url, error, 'hidden-description'))
    const page = (await answer.text()).replaceAll('’', "'").replaceAll("'", '&#39;')
    expect(page).toContain(code)
    expect(page).toContain(words)
    expect(page).toContain('Your run still waits')
    expect(page).not.toContain('hidden-description')
    expect(await world.outcomes(requestId)).toEqual([null])
  })
})

describe('Microsoft, answering', () => {
  it.each([
    ['access_denied', 'AADSTS65004: User declined to consent', 'WB-SIGNIN-115', 'You stopped at Microsoft'],
    ['access_denied', 'the user cancelled', 'WB-SIGNIN-115', 'You stopped at Microsoft'],
    ['invalid_client', 'AADSTS65001: has not consented', 'WB-SIGNIN-111', 'asks for an admin first'],
    ['interaction_required', 'AADSTS50105: not assigned to a role', 'WB-SIGNIN-112', 'one of them yet'],
    ['access_denied', 'AADSTS53003: blocked by Conditional Access', 'WB-SIGNIN-113', 'rules stopped this sign-in'],
    ['interaction_required', 'AADSTS50076: multi-factor', 'WB-SIGNIN-114', 'one more step'],
    ['server_error', 'AADSTS90033: a transient error', 'WB-SIGNIN-104', 'confirm who you are'],
  ])('%s (%s) is told under %s', async (error, description, code, words) => {
    const { link, requestId } = await world.waitFor(alice)
    const browser = createBrowser({ stopBefore: `${world.url}/entra/callback` })
    const { url } = await throughMicrosoft(browser, link)
    const answer = await fetch(asError(url, error, description), { headers: { cookie: browser.cookies(url) }, redirect: 'manual' })
    const page = await answer.text()
    expect(answer.status).toBe(403)
    expect(page).toContain(code)
    expect(page).toContain(words)
    expect(page).not.toContain('AADSTS')
    expect(await world.outcomes(requestId)).toEqual([null])
  })
})
