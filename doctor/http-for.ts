// The guarded fetch for one address that the operator named: it goes there and nowhere else.
import { createHttp } from '../http/guarded-fetch.js'
import type { Http } from '../http/http.js'

/** Plain http, a port or a private address only where the operator listed the host, or wrote the address so. @param extraHosts EXTRA_APP_HOSTS */
export function httpFor(address: string, extraHosts: readonly string[] = []): Http {
  const { host, protocol } = new URL(address)
  const isListed = protocol === 'http:' || extraHosts.includes(host)
  return createHttp({ acceptsHost: (url) => url.host === host, extraHosts: isListed ? [host] : [] })
}
