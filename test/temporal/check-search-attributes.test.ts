// The search attributes of our runs: a namespace that lacks them is refused in words, one that can't be asked is not.
import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { checkSearchAttributes } from '../../temporal/check-search-attributes.js'
import { createTemporal, type Temporal } from '../../temporal/client.js'
import { log, logLines } from '../support/logs.js'

const opened: Temporal[] = []
afterAll(() => Promise.all(opened.map((temporal) => temporal.close())))

function clientOf(namespace: string, address: string = inject('temporalAddress')) {
  const temporal = createTemporal({ address, namespace, codecKeys: [{ id: 'codec-1', key: Buffer.alloc(32, 1) }] })
  opened.push(temporal)
  return temporal.client
}

describe('the search attributes', () => {
  it('of the sandbox are there', async () => {
    await checkSearchAttributes({ client: clientOf('default'), log })
  })

  it('of a namespace without them are named in the command that registers them', async () => {
    const namespace = `bare-${randomUUID().slice(0, 8)}`
    const client = clientOf(namespace)
    await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 as never } })
    const problem: unknown = await expect
      .poll(() => checkSearchAttributes({ client, log, tries: 1 }).catch((error: unknown) => error), { interval: 250 })
      .toBeInstanceOf(Error)
      .then(() => checkSearchAttributes({ client, log, tries: 1 }).catch((error: unknown) => error))
    expect(problem).toMatchObject({ code: 'WB-TEMPORAL-008' })
    expect(String(problem)).toContain(
      `temporal operator search-attribute create --namespace ${namespace} --name RecipeId --type Keyword --name RunState --type Keyword --name AppId --type Keyword --name CallerId --type Keyword`,
    )
  })

  it('of a namespace that can not be asked are only warned of', async () => {
    await checkSearchAttributes({ client: clientOf('default', '127.0.0.1:1'), log })
    expect(logLines.join('')).toContain('WB-TEMPORAL-009')
  })
})
