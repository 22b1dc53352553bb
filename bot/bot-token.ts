// Gets the bot's own access token from a token endpoint that the operator named: a private cloud, or a test's issuer.
import { z } from 'zod'
import { WorkbotError } from '../errors.js'
import type { BotFrameworkConfig } from './bot-framework-auth.js'

const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(3_600) })
const MARGIN_MS = 300_000
const TIMEOUT_MS = 5_000

/** Gives a function that returns a token with five minutes or more to live (RFC 6749, 4.4). */
export function createBotToken(config: BotFrameworkConfig & { readonly tokenUrl: string }): () => Promise<string> {
  let kept: { readonly token: string; readonly until: number } | null = null
  return async () => {
    if (kept && kept.until > Date.now()) return kept.token
    const { access_token: token, expires_in: seconds } = await request(config)
    kept = { token, until: Date.now() + seconds * 1_000 - MARGIN_MS }
    return token
  }
}

async function request({ tokenUrl, MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD }: Parameters<typeof createBotToken>[0]) {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: MICROSOFT_APP_ID,
      client_secret: MICROSOFT_APP_PASSWORD,
      scope: 'https://api.botframework.com/.default',
    }),
  })
  const parsed = answer.safeParse(await response.json().catch(() => null))
  if (response.ok && parsed.success) return parsed.data
  throw new WorkbotError(
    'WB-TEAMS-004',
    `The bot's own token was refused with ${String(response.status)}. Check MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD.`,
  )
}
