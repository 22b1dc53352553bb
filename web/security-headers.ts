// The headers of every answer of the browser edge. https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
import type { Response } from 'express'
import helmet from 'helmet'

/** @param isHttps HSTS only where PUBLIC_URL is https */
export function securityHeaders(isHttps: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: isHttps && { maxAge: 31_536_000, includeSubDomains: false },
  })
}

/** For the pages that bring themselves up to date: our own script file, and its stream from here; nothing inline still. */
export function allowScript(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.set('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self'`)
}
