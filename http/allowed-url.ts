// Whether a URL may be called at all, judged before any name is resolved.
import { isIP } from 'node:net'
import { HttpRefused } from './errors.js'

/** Where requests may go. */
export interface AllowedHosts {
  /** The app's own host patterns; asked only about https URLs with a name, the default port and no credentials. */
  readonly acceptsHost: (url: URL) => boolean
  /** `host` or `host:port`, listed by the operator (EXTRA_APP_HOSTS). Plain http and private addresses are allowed at these, and only these. */
  readonly extraHosts?: readonly string[]
}

/**
 * @returns `listed` for an operator's host, whose address isn't judged; `accepted` for an app's, whose address must be public
 * @throws HttpRefused
 */
export function checkUrl(url: URL, { acceptsHost, extraHosts = [] }: AllowedHosts): 'listed' | 'accepted' {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new HttpRefused(`${url.protocol} isn't a web address.`)
  if (url.username !== '' || url.password !== '') throw new HttpRefused('the address holds a user name.')
  if (extraHosts.includes(url.host)) return 'listed'
  if (url.protocol !== 'https:') throw new HttpRefused(`${url.host} must be called over https.`)
  // undici's connect.lookup isn't called for literal addresses, so they are refused here.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new HttpRefused(`${url.host} is an address, not a name.`)
  if (url.port !== '') throw new HttpRefused(`${url.host} names a port.`)
  if (!acceptsHost(url)) throw new HttpRefused(`${url.host} isn't a host of this app.`)
  return 'accepted'
}

/** Whether `checkUrl` lets it pass. */
export function isAllowedUrl(url: URL, hosts: AllowedHosts): boolean {
  try {
    checkUrl(url, hosts)
    return true
  } catch (error) {
    if (error instanceof HttpRefused) return false
    throw error
  }
}
