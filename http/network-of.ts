// By what a client is counted: whoever has one IPv6 address has 2^64 of them.
import { isIPv6 } from 'node:net'

/** An IPv4 address as it is, of an IPv6 address its /64. @param address Express's `request.ip` */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(bare)) return bare
  const [head = '', tail] = bare.split('::')
  const before = groups(head)
  const missing = tail === undefined ? 0 : 8 - before.length - groups(tail).length
  const whole = [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail ?? '')]
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
