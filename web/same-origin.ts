// Whether a POST comes from our own page.
import type { Request } from 'express'

/**
 * Browsers say so themselves in Sec-Fetch-Site. The Origin header counts only where that is missing, because our no-referrer policy
 * makes browsers send `Origin: null` from our own forms. https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
export function isFromOurPage(request: Pick<Request, 'get'>, publicUrl: string): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  return request.get('origin') === new URL(publicUrl).origin
}
