// A self-made certificate for localhost, so that tests can speak https; written as DER by hand because Node makes keys but no certificates.
// https://datatracker.ietf.org/doc/html/rfc5280#section-4.1
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM, as `tls` and NODE_EXTRA_CA_CERTS take it. */
  readonly cert: string
  readonly key: string
}

const DAY_MS = 86_400_000

/** Valid for `localhost` and 127.0.0.1, from yesterday until tomorrow; whoever trusts it has to be told so. */
export function selfSigned(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('localhost')))))
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  const isCa = sequence(der(0x01, Buffer.from([0xff])))
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, sequence(sequence(oid('551d11'), der(0x04, names)), sequence(oid('551d13'), der(0x04, isCa)))),
  )
  const signature = sign('sha256', signed, privateKey)
  const certificate = sequence(signed, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** Tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** UTCTime: `YYMMDDhhmmssZ`. */
function time(at: number): Buffer {
  const [digits = ''] = /\d{12}$/.exec(new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')) ?? []
  return der(0x17, Buffer.from(`${digits}Z`))
}
