// PUBLIC_URL: what Teams and people's browsers call, as far as one can tell from this machine: its form, its certificate, and who answers.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect, type PeerCertificate } from 'node:tls'
import { HttpError } from '../http/errors.js'
import { isPublicAddress } from '../http/public-address.js'
import { parseObject, textOf } from '../http/json-object.js'
import { failed, ok, warning, type Said } from './finding.js'
import { httpFor } from './http-for.js'

const DAY_MS = 86_400_000
const WARN_DAYS = 21
const TIMEOUT_MS = 5_000
/** Before any certificate was seen. */
const NETWORK = /^(ENOTFOUND|EAI_|ECONN|ETIMEDOUT|EHOST|ENET)/

/** @param given as it stands in the environment: config.ts takes a slash at its end away */
export async function checkPublicUrl(given: string, isSandbox: boolean): Promise<Said[]> {
  if (!URL.canParse(given)) return []
  const url = new URL(given)
  const form = formOf(given, url, isSandbox)
  if (form.state === 'failed') return [form]
  const certificate = url.protocol === 'https:' ? [await checkCertificate(url)] : []
  const isBroken = certificate.some(({ state }) => state === 'failed')
  return [form, ...certificate, ...(isBroken ? [] : [await checkHealth(url)]), ...(await checkAddress(url))]
}

function formOf(given: string, url: URL, isSandbox: boolean): Said {
  if (url.protocol !== 'https:' && !isSandbox)
    return failed(`${url.origin} is plain http`, 'Put a reverse proxy with a certificate in front, and write the https address.')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return failed(`${given} has more than scheme and host`, `Write ${url.origin}: redirect URIs are made by adding a path to it.`)
  if (given.endsWith('/'))
    return warning(`${given} ends with a slash`, `Write ${url.origin}. The programs take it so; other tools may not.`)
  return ok(`${url.origin} has the right form`)
}

async function checkCertificate(url: URL): Promise<Said> {
  const { host } = url
  const answer = await certificateOf(url)
  if (typeof answer === 'string' && NETWORK.test(answer))
    return failed(`nothing answers at ${host} (${answer})`, 'Look at DNS and firewall, and start the proxy in front of the bot.')
  if (typeof answer === 'string')
    return failed(
      `${host} has no certificate that is trusted from here (${answer})`,
      'Get one from an authority that Teams trusts, and send the whole chain.',
    )
  const days = Math.floor((Date.parse(answer.valid_to) - Date.now()) / DAY_MS)
  const words = `the certificate of ${host} is valid from ${day(answer.valid_from)} until ${day(answer.valid_to)}`
  return days >= WARN_DAYS ? ok(words) : warning(words, `Renew it: it ends in ${String(days)} days.`)
}

const day = (at: string): string => new Date(at).toISOString().slice(0, 10)

/** The certificate, or OpenSSL's word for what is wrong. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function certificateOf({ hostname, port }: URL): Promise<PeerCertificate | string> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 443), ...(isIP(hostname) === 0 && { servername: hostname }) }, () => {
      const certificate = socket.getPeerCertificate()
      socket.destroy()
      resolve(certificate)
    })
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code ?? 'unknown')
    })
  })
}

async function checkHealth(url: URL): Promise<Said> {
  const at = new URL('/healthz', url)
  try {
    const { status, body } = await httpFor(url.origin, [url.host])({ method: 'GET', url: at, timeoutMs: TIMEOUT_MS })
    if (status === 200 && textOf(parseObject(body)?.status) === 'alive') return ok(`the bot answers at ${at.href}`)
    const todo = 'Start the bot, and have the proxy pass every path on to it.'
    return failed(`something that isn't the bot answers ${String(status)} at ${at.href}`, todo)
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return failed(`nothing answers at ${at.href} (${error.code})`, 'Start the bot and the proxy in front of it; look at DNS and firewall.')
  }
}

/** Teams calls from the internet; behind one address in here and another outside, all may be well. */
async function checkAddress({ hostname, host }: URL): Promise<Said[]> {
  const found = await lookup(hostname, { all: true }).catch(() => [])
  const inner = found.filter(({ address }) => !isPublicAddress(address)).map(({ address }) => address)
  if (inner.length === 0) return []
  const todo = 'Try /healthz from outside your network: a phone without Wi-Fi will do.'
  return [warning(`from here ${host} is ${inner.join(', ')}, which the internet doesn't reach`, todo)]
}
