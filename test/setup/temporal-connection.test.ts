// How Temporal is reached, from the environment to what the SDK is given. No server with TLS takes part.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../config.js'
import { temporalConnection } from '../../temporal/connection-options.js'
import { createTestKeys } from '../support/keys.js'

const complete = {
  ...(await createTestKeys()),
  WORKBOT_SANDBOX: 'true',
  PUBLIC_URL: 'http://localhost:3978',
  TENANT_ID: '5b1c5a4e-0000-4000-8000-000000000001',
  DATABASE_URL: 'postgres://workbot@db/workbot',
  TEMPORAL_ADDRESS: 'prod.a1b2c.tmprl.cloud:7233',
}
const CERT = '-----BEGIN CERTIFICATE-----\nY2VydA==\n-----END CERTIFICATE-----\n'
const KEY = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n'
const CA = '-----BEGIN CERTIFICATE-----\nY2E=\n-----END CERTIFICATE-----\n'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbot-tls-'))
})
afterEach(() => rm(folder, { recursive: true }))

const options = (env: Readonly<Record<string, string>>) => temporalConnection(readConfig('worker', { ...complete, ...env }))

function problems(env: Readonly<Record<string, string>>): string {
  try {
    options(env)
    return ''
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

describe('the connection to Temporal', () => {
  it('is bare where nothing else is said', () => {
    expect(options({})).toEqual({ address: 'prod.a1b2c.tmprl.cloud:7233' })
    expect(options({ TEMPORAL_TLS: 'false' })).not.toHaveProperty('tls')
  })

  it('uses TLS with the machine’s own authorities where it is only asked for', () => {
    expect(options({ TEMPORAL_TLS: 'true' })).toMatchObject({ tls: {} })
  })

  it('uses TLS where an API key is given, without being asked', () => {
    expect(options({ TEMPORAL_API_KEY: 'api-key' })).toEqual({ address: complete.TEMPORAL_ADDRESS, tls: {}, apiKey: 'api-key' })
  })

  it('takes certificate, key and authority as PEM text, line breaks written as \\n', () => {
    const inline = (pem: string) => pem.replaceAll('\n', '\\n')
    expect(options({ TEMPORAL_TLS_CERT: inline(CERT), TEMPORAL_TLS_KEY: inline(KEY), TEMPORAL_TLS_CA: CA }).tls).toEqual({
      clientCertPair: { crt: Buffer.from(CERT), key: Buffer.from(KEY) },
      serverRootCACertificate: Buffer.from(CA),
    })
  })

  it('takes them as files', async () => {
    const path = (name: string) => join(folder, name)
    await Promise.all([writeFile(path('crt.pem'), CERT), writeFile(path('key.pem'), KEY)])
    expect(options({ TEMPORAL_TLS_CERT: path('crt.pem'), TEMPORAL_TLS_KEY: path('key.pem') }).tls).toEqual({
      clientCertPair: { crt: Buffer.from(CERT), key: Buffer.from(KEY) },
    })
  })

  it('is refused in words where it is half given, naming the variable and repeating no value', () => {
    expect(problems({ TEMPORAL_TLS_CERT: CERT })).toContain('TEMPORAL_TLS_KEY: is missing')
    expect(problems({ TEMPORAL_TLS_KEY: KEY })).toContain('TEMPORAL_TLS_CERT: is missing')
    expect(problems({ TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'hunter2' })).toMatch(/TEMPORAL_TLS: can't be false(?!.*hunter2)/s)
    const noFile = problems({ TEMPORAL_TLS_CERT: '/nowhere/hunter2.pem', TEMPORAL_TLS_KEY: KEY })
    expect(noFile).toMatch(/TEMPORAL_TLS_CERT: must be PEM text, or the path of a PEM file(?!.*hunter2)/s)
  })

  it('keeps the key and the API key out of what is printed of a configuration', () => {
    const config = readConfig('worker', { ...complete, TEMPORAL_TLS_CERT: CERT, TEMPORAL_TLS_KEY: KEY, TEMPORAL_API_KEY: 'hunter2' })
    for (const printed of [inspect(config), JSON.stringify(config)]) {
      expect(printed).not.toContain('hunter2')
      expect(printed).not.toContain('c2VjcmV0')
    }
  })
})
