// How many pages one address may ask for in a minute.
import type { NextFunction, Request, Response } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../http/network-of.js'
import type { Logger } from '../log.js'
import { pages } from '../text/pages.js'
import { sendProblem } from './problem.js'

/**
 * Counted in this process: a flood then costs no database work, and each of several bots allows as many.
 * Behind a proxy the address is the client's only where TRUST_PROXY is set.
 */
export function rateLimit({ perMinute, log }: { perMinute: number; log: Logger }) {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const verdict = await limiter.consume(networkOf(request.ip)).catch((refusal: unknown) => refusal)
    if (!(verdict instanceof RateLimiterRes)) throw verdict
    if (verdict.remainingPoints > 0 || verdict.consumedPoints <= perMinute) {
      next()
      return
    }
    response.set('Retry-After', String(Math.ceil(verdict.msBeforeNext / 1_000)))
    sendProblem(response, log, { status: 429, code: 'WB-WEB-005', words: pages.problem.tooMany() })
  }
}
