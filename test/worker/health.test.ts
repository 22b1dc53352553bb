// The worker's health port: alive at once, ready only while every check passes, and nothing else to see there.
import { afterEach, expect, it } from 'vitest'
import { startHealth, type Health } from '../../worker/health.js'
import { log } from '../support/logs.js'

let health: Health | undefined
afterEach(() => health?.close())

const start = async (): Promise<Health> => {
  health = await startHealth({ host: '127.0.0.1', port: 0, log })
  return health
}
const ask = async ({ port }: Health, path: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`http://127.0.0.1:${String(port)}${path}`)
  return { status: response.status, body: await response.json() }
}

it('is alive, and not ready, while the worker starts', async () => {
  const started = await start()
  expect(await ask(started, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } })
  expect(await ask(started, '/readyz')).toEqual({ status: 503, body: { status: 'not ready', failing: ['started'], code: 'WB-WORKER-001' } })
})

it('is ready when every check passes, and names those that fail or take too long', async () => {
  const started = await start()
  started.begin({ database: async () => undefined, temporal: async () => undefined })
  expect(await ask(started, '/readyz')).toEqual({ status: 200, body: { status: 'ready' } })

  const other = await startHealth({ host: '127.0.0.1', port: 0, log })
  other.begin({
    database: () => Promise.reject(new Error('down')),
    temporal: () => new Promise(() => undefined),
    polling: async () => undefined,
  })
  const { status, body } = await ask(other, '/readyz')
  await other.close()
  expect([status, body]).toMatchObject([503, { failing: ['database', 'temporal'] }])
})

it('asks the checks once a second at most', async () => {
  const started = await start()
  let asked = 0
  started.begin({
    database: async () => {
      asked += 1
    },
  })
  await Promise.all(Array.from({ length: 20 }, () => ask(started, '/readyz')))
  expect(asked).toBe(1)
})

it('has nothing else', async () => {
  expect((await ask(await start(), '/metrics')).status).toBe(404)
})
