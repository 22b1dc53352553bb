// The Bot Connector's token issuer on loopback: metadata, keys, and the tokens it signs; and the endpoint for the bot's own token.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'

export const CHANNEL_ISSUER = 'https://api.botframework.com'

export interface TokenOptions {
  readonly claims?: JWTPayload
  readonly issuer?: string
  readonly audience?: string
  readonly kid?: string
  readonly key?: CryptoKey
  /** Seconds from now. */
  readonly expiresIn?: number
}

export interface TeamsIssuer {
  readonly metadataUrl: string
  readonly tokenUrl: string
  /** An Authorization header as Teams sends it, or as it would be forged. */
  token(options?: TokenOptions): Promise<string>
  close(): Promise<void>
}

/** @param serviceUrl what its tokens name, unless told otherwise */
export async function startTeamsIssuer({ appId, serviceUrl }: { appId: string; serviceUrl: string }): Promise<TeamsIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'RS256', endorsements: ['msteams'] }
  const server = createServer((request, response) => {
    const body =
      request.url === '/keys'
        ? { keys: [jwk] }
        : request.url === '/token'
          ? { token_type: 'Bearer', expires_in: 3600, access_token: 'the-bots-own-token' }
          : { issuer: CHANNEL_ISSUER, jwks_uri: `${base()}/keys` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  const base = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    metadataUrl: `${base()}/.well-known/openidconfiguration`,
    tokenUrl: `${base()}/token`,
    async token({ claims = {}, issuer = CHANNEL_ISSUER, audience = appId, kid = 'k1', key = privateKey, expiresIn = 3_600 } = {}) {
      const signed = await new SignJWT({ serviceurl: serviceUrl, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresIn)
        .sign(key)
      return `Bearer ${signed}`
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
