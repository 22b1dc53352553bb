// Which tokens may bring a Teams activity: those that the Bot Connector signed for this bot, for messages of Teams.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { WorkbotError } from '../errors.js'

const ISSUER = 'https://api.botframework.com'
const ALGORITHMS = ['RS256', 'RS384', 'RS512']

interface Claim {
  readonly type: string
  readonly value: string
}

/** The third argument of botbuilder's authentication; its names are botbuilder's. */
export interface ChannelTokenRules {
  /** The signing key must be endorsed for these channels. */
  requiredEndorsements: string[]
  validateClaims(claims: readonly Claim[]): Promise<void>
}

/**
 * What botbuilder doesn't demand by itself: it also takes "emulator" tokens of any tenant, and tokens without a serviceurl.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function channelTokenRules(appId: string): ChannelTokenRules {
  return {
    requiredEndorsements: ['msteams'],
    async validateClaims(claims) {
      const claim = (type: string) => claims.find((candidate) => candidate.type === type)?.value
      const isOurs = claim('iss') === ISSUER && claim('aud') === appId && Boolean(claim('serviceurl'))
      if (!isOurs) throw new WorkbotError('WB-BOT-003', "This token wasn't made by the Bot Connector for this bot.")
    },
  }
}

/**
 * A first look at a token, before anything is fetched or kept for it: botbuilder remembers each tenant that an unverified token names.
 * @param header the Authorization header
 */
export function looksLikeChannelToken(header: string | undefined): boolean {
  const [scheme, token, ...others] = header?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'bearer' || !token || others.length > 0 || token.length > 8_000) return false
  try {
    const { alg } = decodeProtectedHeader(token)
    return alg !== undefined && ALGORITHMS.includes(alg) && decodeJwt(token).iss === ISSUER
  } catch {
    return false
  }
}
