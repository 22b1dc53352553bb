// Where oidc-provider keeps its codes, tokens and grants: a map in a JSON file. Its built-in adapter is an LRU that silently loses tokens.
// https://github.com/panva/node-oidc-provider/blob/main/example/my_adapter.js
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Adapter, AdapterPayload, JWK } from 'oidc-provider'
import { openJsonFile } from '../json-file.js'

interface Entry {
  readonly payload: AdapterPayload
  /** Milliseconds since 1970; null: kept until it is destroyed. */
  readonly expiresAt: number | null
}

/** An authorization server's whole memory. */
export interface OidcStore {
  readonly cookieKey: string
  readonly signingKey: JWK
  adapter(model: string): Adapter
  /** Live entries of one model: `AccessToken`, `RefreshToken`, ... */
  list(model: string): AdapterPayload[]
  /** Ends a grant and every token that came of it. */
  revokeGrant(grantId: string): Promise<void>
}

/** @param file null for memory only */
export function openOidcStore(file: string | null): OidcStore {
  const stored = openJsonFile(file, { cookieKey: randomBytes(24).toString('base64url'), signingKey: newSigningKey(), entries: noEntries() })
  const { entries } = stored.value
  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries[key]
    if (!entry) return undefined
    if (entry.expiresAt === null || entry.expiresAt > Date.now()) return entry.payload
    Reflect.deleteProperty(entries, key)
    return undefined
  }
  const remove = async (isMeant: (key: string, payload: AdapterPayload) => boolean): Promise<void> => {
    for (const [key, { payload }] of Object.entries(entries)) if (isMeant(key, payload)) Reflect.deleteProperty(entries, key)
    await stored.save()
  }
  const list = (model: string): AdapterPayload[] =>
    Object.keys(entries).flatMap((key) => (key.startsWith(`${model}:`) ? [live(key) ?? []].flat() : []))

  return {
    cookieKey: stored.value.cookieKey,
    signingKey: stored.value.signingKey,
    list,
    revokeGrant: (grantId) => remove((key, payload) => payload.grantId === grantId || key === `Grant:${grantId}`),
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        entries[`${model}:${id}`] = { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1_000 : null }
        await stored.save()
      },
      find: (id) => Promise.resolve(live(`${model}:${id}`)),
      findByUid: (uid) => Promise.resolve(list(model).find((payload) => payload.uid === uid)),
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        const payload = live(`${model}:${id}`)
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000)
        await stored.save()
      },
      destroy: (id) => remove((key) => key === `${model}:${id}`),
      revokeByGrantId: (grantId) => remove((key, payload) => key.startsWith(`${model}:`) && payload.grantId === grantId),
    }),
  }
}

const noEntries = (): Record<string, Entry> => ({})

let madeBefore: JWK | undefined

/** Making one takes up to 0.3 s: stand-ins of the same process share theirs. */
function newSigningKey(): JWK {
  if (madeBefore) return madeBefore
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  madeBefore = { ...(privateKey.export({ format: 'jwk' }) as JWK), kid: randomBytes(6).toString('hex'), use: 'sig', alg: 'RS256' }
  return madeBefore
}
