// When a request to Teams is sent again at once, and when that is left to the activity's own retry.
import { setTimeout as wait } from 'node:timers/promises'
import { ConnectorFailure, TIMEOUT_MS } from './connector.js'

/** A message takes this long at most, tries and pauses together: an activity of 20 s sends up to three. */
const BUDGET_MS = 6_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 4_000

/**
 * Repeats what Teams turned away (429, 412); what may be repeated freely (an update, opening a chat) also after 5xx and lost answers.
 * A new message whose answer was lost is never repeated here: the message may stand there already.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export async function withRetries<Result>(kind: 'once' | 'repeatable', request: () => Promise<Result>): Promise<Result> {
  const endsAt = Date.now() + BUDGET_MS
  for (let attempt = 0; ; attempt++) {
    try {
      return await request()
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || !mayRepeat(kind, error.status)) throw error
      const pause = pauseBefore(attempt, error.retryAfterMs)
      if (Date.now() + pause + TIMEOUT_MS > endsAt) throw error
      await wait(pause)
    }
  }
}

function mayRepeat(kind: 'once' | 'repeatable', status: number | null): boolean {
  if (status === 429 || status === 412) return true
  return kind === 'repeatable' && (status === null || status >= 500)
}

/** Doubles, with jitter, so that a burst that was turned away doesn't come back as one. */
function pauseBefore(attempt: number, askedMs: number | null): number {
  const ownMs = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS)
  const jitterMs = Math.random() * ownMs
  return askedMs === null ? ownMs / 2 + jitterMs / 2 : askedMs + jitterMs / 2
}
