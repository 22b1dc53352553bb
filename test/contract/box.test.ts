// What Box's profile does besides the contract: other hosts for people than for programs, and accounts of nobody's enterprise.
import { expect, it } from 'vitest'
import { box } from '../../apps/box/index.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { Secret } from '../../keys/secret.js'
import { startBox } from '../../sandbox/box/index.js'
import { oauthPaths } from '../../sandbox/box/oauth.js'
import { signInRaw, standInOptions } from '../support/oauth-app.js'

it.each(['https://account.box.com', 'https://contoso.account.box.com'])('people sign in at %s, programs call api.box.com', (baseUrl) => {
  expect(box.oauth.endpoints(baseUrl)).toEqual({
    authorization: `${baseUrl}/api/oauth2/authorize`,
    token: 'https://api.box.com/oauth2/token',
    revocation: 'https://api.box.com/oauth2/revoke',
  })
})

it('a host that only ends like one of Box gets no token from there', () => {
  expect(box.oauth.endpoints('https://notbox.com').token).toBe('https://notbox.com/oauth2/token')
})

it('a private account has an org of its own, which no list of enterprises holds', async () => {
  const standIn = await startBox(standInOptions)
  const { json } = await signInRaw(standIn, oauthPaths, { account: 'alice-private', scope: 'root_readwrite' })
  const http = createHttp({ acceptsHost: () => false, extraHosts: [new URL(standIn.url).host] })
  const accessToken = new Secret(String(json?.access_token))
  const account = await box.oauth.lookUpAccount({ http, baseUrl: standIn.url, accessToken, response: {} })
  await standIn.close()
  expect(account).toMatchObject({ key: 'private/11002233', name: 'alice@home.example', orgId: 'private', orgName: 'a private account' })
})
