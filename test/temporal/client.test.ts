// The Temporal client of bot and worker: its end leaves nothing behind that throws.
import { expect, it } from 'vitest'
import { createTemporal, withinSeconds } from '../../temporal/client.js'

it('is closed only once what was under way has ended, however it ended', async () => {
  const codecKeys = [{ id: 'codec-1', key: Buffer.alloc(32, 1) }]
  const temporal = createTemporal({ address: '127.0.0.1:1', namespace: 'default', codecKeys })
  const ended: string[] = []
  const signal = withinSeconds(temporal.client, 1, () => temporal.client.workflow.getHandle('a-run').signal('awaitUserAuth'))
  void signal.catch(() => ended.push('the signal'))
  await temporal.close()
  expect(ended).toEqual(['the signal'])
})
