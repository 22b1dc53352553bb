// The payload codec: AES-256-GCM over the whole payload, key id in its metadata. What isn't encoded is refused.
// https://docs.temporal.io/payload-codec
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Payload, PayloadCodec } from '@temporalio/common'
import proto from '@temporalio/proto'
import { WorkbotError } from '../errors.js'
import type { NamedKey } from '../keys/key-ring.js'

const ENCODING = 'binary/encrypted'
const IV_BYTES = 12
const TAG_BYTES = 16
const text = {
  encode: (value: string) => new TextEncoder().encode(value),
  decode: (value?: Uint8Array | null) => new TextDecoder().decode(value ?? new Uint8Array()),
}
const { Payload: PayloadProto } = proto.temporal.api.common.v1

/** @param keys the first one encrypts; a key is retired only when no open or retained run used it */
export function createCodec(keys: readonly NamedKey[]): PayloadCodec {
  const [active] = keys
  if (!active) throw new WorkbotError('WB-KEY-001', 'A key ring needs at least one key.')
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    encode: (payloads) => Promise.resolve(payloads).then((given) => given.map((payload) => encode(active, payload))),
    decode: (payloads) => Promise.resolve(payloads).then((given) => given.map((payload) => decode(byId, payload))),
  }
}

function encode({ id, key }: NamedKey, payload: Payload): Payload {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(text.encode(id))
  const data = Buffer.concat([iv, cipher.update(PayloadProto.encode(payload).finish()), cipher.final(), cipher.getAuthTag()])
  return { metadata: { encoding: text.encode(ENCODING), 'encryption-key-id': text.encode(id) }, data: new Uint8Array(data) }
}

function decode(keys: ReadonlyMap<string, Uint8Array>, { metadata, data }: Payload): Payload {
  if (text.decode(metadata?.['encoding']) !== ENCODING || !data) {
    throw new WorkbotError('WB-TEMPORAL-001', "A payload isn't encrypted. Workbot takes only what it or its own keys encoded.")
  }
  const id = text.decode(metadata?.['encryption-key-id'])
  const key = keys.get(id)
  if (!key) throw new WorkbotError('WB-TEMPORAL-002', `A payload was encrypted with the key "${id}", which isn't configured here.`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(text.encode(id))
    decipher.setAuthTag(data.subarray(-TAG_BYTES))
    return PayloadProto.decode(Buffer.concat([decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]))
  } catch (cause) {
    throw new WorkbotError('WB-TEMPORAL-003', `A payload doesn't open with the key "${id}".`, { cause })
  }
}
