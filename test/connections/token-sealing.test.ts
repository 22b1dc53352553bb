// Sealed tokens: opened by the worker's key, in their own row, and only where bot and worker made them.
import { CompactEncrypt, importJWK, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { randomBytes, randomUUID } from 'node:crypto'
import { TokenKeyMissing, TokenKeysDisagree, TokensRefused } from '../../connections/errors.js'
import { createTokenSealer, createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import { createTestKeys } from '../support/keys.js'

const pair = async (kid = 'token-1') => {
  const { TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY } = await createTestKeys()
  const read = (text: string) => ({ ...(JSON.parse(text) as Record<string, unknown>), kid })
  return { publicKey: read(TOKEN_PUBLIC_KEY), privateKey: read(TOKEN_PRIVATE_KEY) }
}
const ring = (id = 'shared-1') => ({ id, key: randomBytes(32) })
const tokens = { accessToken: new Secret('00D-access'), refreshToken: new Secret('5Aep-refresh') }
const row = randomUUID()

describe('a sealed token set', () => {
  it('opens with the private key in its own row, and shows nothing to who has only the public one', async () => {
    const { publicKey, privateKey } = await pair()
    const keys = createKeyRing([ring()])
    const sealed = await createTokenSealer({ publicKeys: [publicKey], keys })(tokens, row)
    for (const part of sealed.split('.')) {
      const clear = Buffer.from(part, 'base64url').toString('latin1')
      expect(clear).not.toContain('00D-access')
      expect(clear).not.toContain('5Aep-refresh')
    }
    const opened = await createTokenUnsealer({ privateKeys: [privateKey], publicKeys: [publicKey], keys })(sealed, row)
    expect([opened.accessToken.reveal(), opened.refreshToken?.reveal()]).toEqual(['00D-access', '5Aep-refresh'])
    expect(JSON.stringify(opened)).toBe('{"accessToken":"[secret]","refreshToken":"[secret]"}')
  })

  it('without a refresh token has none when it is opened', async () => {
    const { publicKey, privateKey } = await pair()
    const keys = createKeyRing([ring()])
    const sealed = await createTokenSealer({ publicKeys: [publicKey], keys })({ ...tokens, refreshToken: null }, row)
    expect((await createTokenUnsealer({ privateKeys: [privateKey], keys })(sealed, row)).refreshToken).toBeNull()
  })

  it('is refused in another row', async () => {
    const { publicKey, privateKey } = await pair()
    const keys = createKeyRing([ring()])
    const sealed = await createTokenSealer({ publicKeys: [publicKey], keys })(tokens, row)
    await expect(createTokenUnsealer({ privateKeys: [privateKey], keys })(sealed, randomUUID())).rejects.toBeInstanceOf(TokensRefused)
  })

  it('is refused with its header changed to the other row', async () => {
    const { publicKey, privateKey } = await pair()
    const keys = createKeyRing([ring()])
    const sealed = await createTokenSealer({ publicKeys: [publicKey], keys })(tokens, row)
    const other = randomUUID()
    const [header = '', ...rest] = sealed.split('.')
    const changed = Buffer.from(Buffer.from(header, 'base64url').toString().replace(row, other)).toString('base64url')
    await expect(createTokenUnsealer({ privateKeys: [privateKey], keys })([changed, ...rest].join('.'), other)).rejects.toBeInstanceOf(
      TokensRefused,
    )
  })

  it('planted by somebody with the public key and the database is refused: the signature is missing or by another ring', async () => {
    const { publicKey, privateKey } = await pair()
    const unseal = createTokenUnsealer({ privateKeys: [privateKey], keys: createKeyRing([ring()]) })
    const plain = await new CompactEncrypt(Buffer.from(JSON.stringify({ row, accessToken: 'planted', refreshToken: null })))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'token-1', row })
      .encrypt(await importJWK(publicKey as JWK, 'ECDH-ES'))
    await expect(unseal(plain, row)).rejects.toBeInstanceOf(TokensRefused)
    const byOthers = await createTokenSealer({ publicKeys: [publicKey], keys: createKeyRing([ring()]) })(tokens, row)
    await expect(unseal(byOthers, row)).rejects.toBeInstanceOf(TokensRefused)
    for (const nonsense of ['', 'x', 'a.b.c.d.e', 'e30.e30.e30.e30.e30'])
      await expect(unseal(nonsense, row)).rejects.toBeInstanceOf(TokensRefused)
  })

  it('outlives a change of keys while the old ones are still configured, and names the missing one after that', async () => {
    const [old, current] = [await pair('token-1'), await pair('token-2')]
    const [oldRing, currentRing] = [ring('shared-1'), ring('shared-2')]
    const sealed = await createTokenSealer({ publicKeys: [old.publicKey], keys: createKeyRing([oldRing]) })(tokens, row)
    const both = createTokenUnsealer({ privateKeys: [current.privateKey, old.privateKey], keys: createKeyRing([currentRing, oldRing]) })
    expect((await both(sealed, row)).accessToken.reveal()).toBe('00D-access')
    const withoutPair = createTokenUnsealer({ privateKeys: [current.privateKey], keys: createKeyRing([currentRing, oldRing]) })
    await expect(withoutPair(sealed, row)).rejects.toThrow(new TokenKeyMissing('token-1'))
    const withoutRing = createTokenUnsealer({ privateKeys: [old.privateKey], keys: createKeyRing([currentRing]) })
    await expect(withoutRing(sealed, row)).rejects.toThrow(new TokenKeyMissing('shared-1'))
  })

  it('has keys that belong together, or the program does not start', async () => {
    const [one, other] = [await pair(), await pair()]
    const keys = createKeyRing([ring()])
    expect(() => createTokenUnsealer({ privateKeys: [one.privateKey], publicKeys: [other.publicKey], keys })).toThrow(TokenKeysDisagree)
    expect(() => createTokenUnsealer({ privateKeys: [one.publicKey], publicKeys: [one.publicKey], keys })).toThrow(TokenKeysDisagree)
  })
})
