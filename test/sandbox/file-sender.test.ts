// The sandbox's page that sends a file: as Teams would, from this page only, and the bytes are where the bot is told.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sentFiles } from '../../bot/files/sent-files.js'
import { readTeamsActivity } from '../../bot/teams-activity.js'
import { alice } from '../../sandbox/people.js'
import { startFileSender, type FileSender } from '../../sandbox/teams-client/file-sender.js'

const got: unknown[] = []
const bot = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    got.push(JSON.parse(Buffer.concat(chunks).toString()))
    response.end()
  })
})
let sender: FileSender
beforeAll(async () => {
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve))
  const botUrl = `http://127.0.0.1:${String((bot.address() as AddressInfo).port)}`
  sender = await startFileSender({ port: 0, botUrl, serviceUrls: { alice: 'http://localhost:56150/_connector' } })
})
afterAll(async () => {
  await sender.close()
  bot.close()
})
const send = (query: string, headers: Record<string, string>) =>
  fetch(`${sender.url}/send?${query}`, { method: 'POST', headers: { 'content-type': 'image/png', ...headers }, body: 'pixels' })

it('the bot gets an activity of that person with a file, whose bytes are at the address', async () => {
  expect(await (await fetch(sender.url)).text()).toContain('Send a file to Workbot')
  const answer = await send('as=alice&name=photo.png&text=report%20incident', { origin: sender.url })
  expect([answer.status, await answer.text()]).toEqual([200, 'Sent. Look into Teams, as Alice Jensen.'])
  const read = readTeamsActivity(got[0])
  if (read.kind !== 'activity') throw new Error(read.sentence)
  const { activity } = read
  expect(activity).toMatchObject({
    text: 'report incident',
    from: { aadObjectId: alice.aadObjectId },
    serviceUrl: 'http://localhost:56150/_connector',
  })
  const [file] = sentFiles(activity)
  expect(file).toMatchObject({ name: 'photo.png', at: 'open' })
  const bytes = await fetch(file?.url ?? '')
  expect([bytes.headers.get('content-type'), await bytes.text()]).toEqual(['image/png', 'pixels'])
})

it('a page of another site sends nothing, and nobody is sent for who is not there', async () => {
  const before = got.length
  expect((await send('as=alice&name=x.png', { origin: 'https://evil.example' })).status).toBe(403)
  expect((await send('as=alice&name=x.png', {})).status).toBe(403)
  expect((await send('as=mallory&name=x.png', { origin: sender.url })).status).toBe(403)
  expect(got).toHaveLength(before)
})
