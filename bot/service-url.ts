// Which hosts Teams may ask us to answer at: the bot's token goes there, so it is checked before anything is stored.

/** Teams' connectors: the public cloud and the government clouds. https://learn.microsoft.com/microsoftteams/platform/concepts/cloud-overview */
const TEAMS_HOSTS = [
  'smba.trafficmanager.net',
  '*.botframework.com',
  '*.infra.gcc.teams.microsoft.com',
  '*.infra.gov.teams.microsoft.us',
  '*.infra.dod.teams.microsoft.us',
]
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

export interface ServiceHosts {
  /** `BOT_SERVICE_HOSTS`: host names, `*.` before a domain for all below it. Empty: those of Teams, or loopback where nothing is signed. */
  readonly configured: readonly string[]
  /** The sandbox's bot without an app id. */
  readonly unsigned: boolean
}

/** Whether a serviceUrl is one of ours: https, or plain http on a loopback host that is listed. */
export function isAllowedServiceUrl(serviceUrl: string, { configured, unsigned }: ServiceHosts): boolean {
  if (!URL.canParse(serviceUrl)) return false
  const url = new URL(serviceUrl)
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol !== 'https:' && !LOOPBACK.includes(url.hostname)) return false
  const hosts = configured.length > 0 ? configured : unsigned ? LOOPBACK : TEAMS_HOSTS
  return hosts.some((host) => matches(url, host.toLowerCase()))
}

function matches(url: URL, host: string): boolean {
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host || url.host === host
}
