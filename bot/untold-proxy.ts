// A proxy that we weren't told of: everybody then has its address, and shares one limit of requests.
import type { RequestHandler } from 'express'
import type { Logger } from '../log.js'

/** Says once what to set. Anybody may send the header, so it is a hint to look and nothing else. */
export function warnOfUntoldProxy(log: Logger): RequestHandler {
  let isSaid = false
  return (request, _response, next) => {
    if (!isSaid && request.headers['x-forwarded-for'] !== undefined) {
      isSaid = true
      log.warn(
        { code: 'WB-BOT-011' },
        'Requests come through a proxy and TRUST_PROXY is not set, so all people share one limit. Set it to the number of proxies in front.',
      )
    }
    next()
  }
}
