// Where Teams keeps what people send: an address in a message leads nowhere else.
import { createHttp } from '../../http/guarded-fetch.js'
import type { Http } from '../../http/http.js'
import { isAllowedServiceUrl } from '../service-url.js'
import type { SentFile } from './sent-files.js'

/** OneDrive for Business and SharePoint, where a file that is sent in a chat is put first. https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges */
const STORES = /^[a-z0-9-]+\.sharepoint\.com$/

/**
 * The guarded fetch of what people send: to their organisation's store, to Teams' connectors, and nowhere else.
 * @param TEAMS_FILE_HOSTS hosts that the operator adds: a stand-in's
 */
export function createFileHttp(config: {
  readonly BOT_SERVICE_HOSTS: readonly string[]
  readonly TEAMS_FILE_HOSTS: readonly string[]
}): Http {
  const connectors = { configured: config.BOT_SERVICE_HOSTS, unsigned: false }
  return createHttp({
    acceptsHost: (url) => STORES.test(url.hostname) || isAllowedServiceUrl(url.href, connectors),
    extraHosts: config.TEAMS_FILE_HOSTS,
  })
}

/** Whether the bot's own token may go there: to the connector that this very activity came from, which is proven, and below its attachments. */
export function wantsToken({ url, at }: SentFile, serviceUrl: string): boolean {
  return at === 'connector' && url.origin === new URL(serviceUrl).origin && url.pathname.includes('/v3/attachments/')
}
