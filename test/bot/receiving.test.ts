// What may come in at /api/messages, over HTTP with real tokens.
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, APP_ID, startBot, TENANT, type BotUnderTest } from './support/bot-under-test.js'

let bot: BotUnderTest
beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.close())

const rows = async (): Promise<number> => {
  const [counted] = await bot.database.db.query<{ n: number }>(
    `select ((select count(*) from conversation_references) + (select count(*) from runs) + (select count(*) from nonces) + (select count(*) from audit))::int as n`,
  )
  return counted?.n ?? -1
}
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a request that is not proven to come from Teams', () => {
  let forged: Record<string, string | null>
  beforeAll(async () => {
    const { privateKey: wrongKey } = await generateKeyPair('RS256')
    const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: bot.teams.serviceUrl, exp: 9_999_999_999 }
    const unsignedPart = (alg: string) => `${base64url({ alg, kid: 'k1' })}.${base64url(claims)}`
    const tenant = 'deadbeef-0000-4000-8000-000000000000'
    forged = {
      'without a header': null,
      'with an empty header': '',
      'with another scheme': 'Basic YTpi',
      'with garbage for a token': 'Bearer abc',
      'signed by a wrong key': await bot.issuer.token({ key: wrongKey }),
      'signed by an unknown key': await bot.issuer.token({ kid: 'zz' }),
      'of a wrong issuer': await bot.issuer.token({ issuer: 'https://evil.example' }),
      'for another bot': await bot.issuer.token({ audience: 'other' }),
      'that has expired': await bot.issuer.token({ expiresIn: -600 }),
      'without a serviceurl': await bot.issuer.token({ claims: { serviceurl: undefined } }),
      'for another serviceurl': await bot.issuer.token({ claims: { serviceurl: 'http://127.0.0.1:1/' } }),
      'with HS256': `Bearer ${unsignedPart('HS256')}.${Buffer.from('signature').toString('base64url')}`,
      'with alg none': `Bearer ${unsignedPart('none')}.`,
      'of the emulator, for any tenant': await bot.issuer.token({
        issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
        claims: { ver: '2.0', azp: APP_ID, tid: tenant },
      }),
      'of the emulator, for our tenant': await bot.issuer.token({
        issuer: `https://sts.windows.net/${TENANT}/`,
        claims: { ver: '1.0', appid: APP_ID, tid: TENANT },
      }),
    }
  })

  it('is answered 401, leaves no row, and ends nothing', async () => {
    for (const [how, authorization] of Object.entries(forged)) {
      const { status, body } = await bot.post(bot.activity(alice, { text: 'pipeline' }), authorization)
      expect([how, status]).toEqual([how, 401])
      expect(body).toEqual({ error: "This request doesn't come from Teams." })
    }
    expect(await rows()).toBe(0)
    expect(bot.teams.sent).toEqual([])
    expect((await bot.write(alice, 'help')).status).toBe(200)
  })
})

describe('a body that is no Teams activity', () => {
  const without = (...names: string[]) =>
    JSON.stringify(Object.fromEntries(Object.entries(bot.activity(alice)).filter(([name]) => !names.includes(name))))
  let before: number
  beforeEach(async () => {
    before = await rows()
  })

  it('is answered 400 with a sentence, with a valid token or none', async () => {
    const bodies = [
      '',
      '{}',
      '[]',
      'null',
      '"text"',
      '{',
      'a'.repeat(100),
      ...['type', 'id', 'channelId', 'serviceUrl', 'conversation', 'from'].map((name) => without(name)),
    ]
    bodies.push(
      JSON.stringify(bot.activity(alice, { channelId: 'emulator' })),
      JSON.stringify(bot.activity(alice, { serviceUrl: 'file:///etc/passwd' })),
    )
    bodies.push(
      JSON.stringify(bot.activity(alice, { from: { name: 'Nobody' } })),
      JSON.stringify(bot.activity(alice, { conversation: { id: '' } })),
    )
    for (const body of bodies) {
      for (const authorization of [null, await bot.issuer.token()]) {
        const answer = await bot.post(body, authorization)
        expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), 400])
        expect(answer.body.error).toMatch(/^This isn't a Teams activity: /)
      }
    }
    expect(await rows()).toBe(before)
  })

  it('is refused by its size before it is read', async () => {
    expect((await bot.post(JSON.stringify(bot.activity(alice, { text: 'a'.repeat(300_000) })))).status).toBe(413)
    expect((await bot.write(alice, 'help')).status).toBe(200)
  })

  it('is refused when its serviceUrl is not one of ours, though it is signed', async () => {
    const serviceUrl = 'https://smba.evil.example/'
    const authorization = await bot.issuer.token({ claims: { serviceurl: serviceUrl } })
    expect((await bot.post(bot.activity(alice, { serviceUrl, text: 'help' }), authorization)).status).toBe(403)
    expect(await rows()).toBe(before)
  })
})

describe('failed authentications', () => {
  it('make an address wait, and nobody else', async () => {
    const flooded = await startBot()
    const statuses = []
    for (let sent = 0; sent < 70; sent++) statuses.push((await flooded.post(flooded.activity(alice), 'Bearer abc')).status)
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(401))
    expect(statuses.slice(60)).toEqual(Array(10).fill(429))
    await flooded.close()
  })
})

describe("the sandbox's bot without an app id", () => {
  it('takes unsigned requests of its own machine, and none that a web page could make', async () => {
    const open = await startBot({ MICROSOFT_APP_ID: '' })
    expect((await open.post(open.activity(alice, { text: 'help' }), null)).status).toBe(200)
    expect(open.chat(alice)).toHaveLength(1)
    const post = (headers: Record<string, string>) =>
      fetch(`${open.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(open.activity(alice, { text: 'help' })) })
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(403)
    expect((await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403)
    const elsewhere = { serviceUrl: 'https://evil.example/', text: 'help' }
    expect((await open.post(open.activity(alice, elsewhere), null)).status).toBe(403)
    await open.close()
  })

  it('does not start outside the sandbox', async () => {
    await expect(startBot({ MICROSOFT_APP_ID: '', WORKBOT_SANDBOX: false })).rejects.toMatchObject({ code: 'WB-BOT-002' })
  })
})

it('an idle connection is kept for longer than proxies in front of the bot do', async () => {
  const response = await fetch(`${bot.url}/api/messages`, { method: 'POST' })
  expect(response.headers.get('keep-alive')).toBe('timeout=75')
})
