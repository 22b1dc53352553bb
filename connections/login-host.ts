// The origin at which an app's people sign in, as somebody typed it: one of the vendor's own, or one that the operator listed.
import { isAllowedUrl } from '../http/allowed-url.js'
import type { ConnectableApp } from './oauth-client.js'

/**
 * https may be left out, a path is cut off.
 * @param extraHosts EXTRA_APP_HOSTS
 * @returns without a slash at its end; null where people may not be sent there
 */
export function readLoginHost(
  typed: string,
  { app, extraHosts }: { app: Pick<ConnectableApp, 'oauth'>; extraHosts: readonly string[] },
): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(whole)) return null
  const url = new URL(whole)
  return isAllowedUrl(url, { acceptsHost: (host) => app.oauth.acceptsLogin(host), extraHosts }) ? url.origin : null
}
