// The key ring: what it seals opens with its own context and key, and with no other.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import { inspect } from 'node:util'

const first = { id: 'k1', key: randomBytes(32) }
const second = { id: 'k2', key: randomBytes(32) }
const sealed = createKeyRing([first]).seal('50,000', ['runs.params', 'run-1'])

describe('a key ring', () => {
  it('opens what it sealed', () => {
    expect(createKeyRing([first]).open(sealed, ['runs.params', 'run-1'])).toBe('50,000')
  })

  it('opens what an older key of the ring sealed, and names the key in it', () => {
    expect(sealed.split('.')[1]).toBe('k1')
    expect(createKeyRing([second, first]).open(sealed, ['runs.params', 'run-1'])).toBe('50,000')
  })

  it('refuses what was moved to another row', () => {
    expect(() => createKeyRing([first]).open(sealed, ['runs.params', 'run-2'])).toThrow(/doesn't open/)
  })

  it('refuses what an unknown key sealed, and says which', () => {
    expect(() => createKeyRing([second]).open(sealed, ['runs.params', 'run-1'])).toThrow(/"k1", which isn't configured/)
  })

  it('refuses another key under the same name', () => {
    expect(() => createKeyRing([{ id: 'k1', key: randomBytes(32) }]).open(sealed, ['runs.params', 'run-1'])).toThrow(/doesn't open/)
  })

  it('refuses a changed byte', () => {
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
    expect(() => createKeyRing([first]).open(changed, ['runs.params', 'run-1'])).toThrow(/doesn't open/)
  })

  it('makes HMACs that any of its keys vouches for, for one purpose only', () => {
    const hmac = createKeyRing([first]).hmac('link', ['request-1'])
    expect(createKeyRing([second, first]).isHmac('link', ['request-1'], hmac)).toBe(true)
    expect(createKeyRing([second]).isHmac('link', ['request-1'], hmac)).toBe(false)
    expect(createKeyRing([first]).isHmac('link', ['request-2'], hmac)).toBe(false)
    expect(createKeyRing([first]).isHmac('other', ['request-1'], hmac)).toBe(false)
    expect(createKeyRing([first]).isHmac('link', ['request-1'], '')).toBe(false)
  })
})

describe('a secret', () => {
  const token = new Secret('canary-token')

  it('prints nothing of itself, however it is printed', () => {
    const printed = [
      String(token),
      JSON.stringify({ token }),
      inspect({ token }),
      token.toString(),
      inspect(token, { showHidden: true, depth: 5 }),
    ]
    for (const text of printed) expect(text).not.toContain('canary-token')
  })

  it('gives its value where it is asked for', () => {
    expect(token.reveal()).toBe('canary-token')
  })
})
