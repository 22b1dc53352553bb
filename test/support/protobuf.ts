// Reads protobuf's wire format without a schema. https://protobuf.dev/programming-guides/encoding/

export interface Message {
  /** A field's messages, in order. */
  messages(field: number): Message[]
  /** A field's bytes; empty where it isn't there. */
  bytes(field: number): Buffer
  /** A field's number; 0 where it isn't there. */
  number(field: number): bigint
}

export const textOf = (bytes: Buffer): string => bytes.toString('utf8')

export function readMessage(body: Buffer): Message {
  const fields = readFields(body)
  const of = (field: number) => fields.filter(({ number }) => number === field).map(({ value }) => value)
  const bytes = (field: number): Buffer[] => of(field).filter((value) => Buffer.isBuffer(value))
  return {
    messages: (field) => bytes(field).map(readMessage),
    bytes: (field) => bytes(field)[0] ?? Buffer.alloc(0),
    number: (field) => of(field).find((value) => typeof value === 'bigint') ?? 0n,
  }
}

function readFields(body: Buffer): { readonly number: number; readonly value: Buffer | bigint }[] {
  const fields: { number: number; value: Buffer | bigint }[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = body.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const take = (length: number): Buffer => body.subarray(at, (at += length))
  while (at < body.length) {
    const key = Number(varint())
    const number = key >> 3
    switch (key & 7) {
      case 0:
        fields.push({ number, value: varint() })
        break
      case 1:
        fields.push({ number, value: take(8).readBigUInt64LE() })
        break
      case 2:
        fields.push({ number, value: take(Number(varint())) })
        break
      case 5:
        fields.push({ number, value: BigInt(take(4).readUInt32LE()) })
        break
      default:
        throw new Error(`This isn't protobuf: wire type ${String(key & 7)}.`)
    }
  }
  return fields
}
