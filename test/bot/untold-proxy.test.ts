// A proxy in front that TRUST_PROXY doesn't name is said once, outside the sandbox.
import { expect, it } from 'vitest'
import { createLogger } from '../../log.js'
import { startBot } from './support/bot-under-test.js'

/** How often the log says it, after three requests that a proxy handed on. */
async function timesSaid(config: { readonly WORKBOT_SANDBOX: boolean; readonly TRUST_PROXY: string }): Promise<number> {
  const lines: string[] = []
  const bot = await startBot(config, undefined, createLogger('test', 'info', { write: (line: string) => void lines.push(line) }))
  for (const header of [
    {},
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-for': '203.0.113.8' },
    { 'x-forwarded-for': '203.0.113.9' },
  ]) {
    await fetch(`${bot.url}/healthz`, { headers: header })
  }
  await bot.close()
  return lines.filter((line) => line.includes('WB-BOT-011')).length
}

it('outside the sandbox, however many requests come', async () => {
  expect(await timesSaid({ WORKBOT_SANDBOX: false, TRUST_PROXY: '' })).toBe(1)
})

it('not where the proxy is named, nor in the sandbox', async () => {
  expect(await timesSaid({ WORKBOT_SANDBOX: false, TRUST_PROXY: '1' })).toBe(0)
  expect(await timesSaid({ WORKBOT_SANDBOX: true, TRUST_PROXY: '' })).toBe(0)
})
