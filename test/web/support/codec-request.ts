// What Temporal's UI sends to the codec.
import type { PayloadDecoder } from '../../../web/codec-payloads.js'

/** An encrypted payload as the protocol's JSON has it. @param json what it holds */
export async function encodedPayload(payloads: PayloadDecoder, json: string): Promise<{ metadata: Record<string, string>; data: string }> {
  const [payload] = await payloads.encode([{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(json) }])
  const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64')
  return {
    metadata: Object.fromEntries(Object.entries(payload?.metadata ?? {}).map(([key, bytes]) => [key, base64(bytes)])),
    data: base64(payload?.data),
  }
}
