// The payload codec: everything is encrypted, and nothing that isn't is taken.
import { randomBytes } from 'node:crypto'
import { defaultPayloadConverter, type Payload } from '@temporalio/common'
import { describe, expect, it } from 'vitest'
import { createCodec } from '../../temporal/codec.js'

const first = { id: 'c1', key: randomBytes(32) }
const second = { id: 'c2', key: randomBytes(32) }
const payload = defaultPayloadConverter.toPayload({ name: 'Acme' })

async function encoded(): Promise<Payload> {
  const [only] = await createCodec([first]).encode([payload])
  if (!only) throw new Error('nothing was encoded')
  return only
}

describe('the payload codec', () => {
  it('gives back what it encoded, with an older key too', async () => {
    const [decoded] = await createCodec([second, first]).decode([await encoded()])
    expect(decoded && defaultPayloadConverter.fromPayload(decoded)).toEqual({ name: 'Acme' })
  })

  it('hides the data and names its key', async () => {
    const { data, metadata } = await encoded()
    expect(Buffer.from(data ?? []).toString('latin1')).not.toContain('Acme')
    expect(Buffer.from(metadata?.['encryption-key-id'] ?? []).toString()).toBe('c1')
  })

  it('refuses a payload that nobody encrypted', async () => {
    await expect(createCodec([first]).decode([payload])).rejects.toThrow(/isn't encrypted/)
  })

  it('refuses an unknown key, another key of the same name, and a changed byte', async () => {
    const one = await encoded()
    await expect(createCodec([second]).decode([one])).rejects.toThrow(/"c1", which isn't configured/)
    await expect(createCodec([{ id: 'c1', key: randomBytes(32) }]).decode([one])).rejects.toThrow(/doesn't open/)
    const data = Uint8Array.from(one.data ?? [])
    data[data.length - 1] = (data[data.length - 1] ?? 0) ^ 1
    await expect(createCodec([first]).decode([{ ...one, data }])).rejects.toThrow(/doesn't open/)
  })
})
