// `npm run keys -- rotate <ring>`: a new key, and what to put where, in which order.
import { makeKeys } from '../make-keys.js'
import type { Ring } from '../rings.js'

/** The variables of today, where they are known at the shell. */
export type Today = Readonly<Partial<Record<'SHARED_KEYS' | 'CODEC_KEYS' | 'BOT_KEYS' | 'TOKEN_PUBLIC_KEY' | 'TOKEN_PRIVATE_KEY', string>>>

const ringVariable = { shared: 'SHARED_KEYS', codec: 'CODEC_KEYS', bot: 'BOT_KEYS' } as const
const places = { shared: 'bot.env and worker.env', codec: 'bot.env and worker.env', bot: 'bot.env' } as const
const status = 'npm run keys -- status'

/** @param taken ids that are in use already: a second key of one day gets another */
export function rotationSteps(
  ring: Ring,
  { today, taken, now = new Date() }: { today: Today; taken: readonly string[]; now?: Date },
): string {
  return ring === 'tokens' ? pairSteps(today, taken, now) : ringSteps(ring, { today, taken, now })
}

function ringSteps(ring: 'shared' | 'codec' | 'bot', { today, taken, now }: { today: Today; taken: readonly string[]; now: Date }): string {
  const variable = ringVariable[ring]
  const [madeId = '', key = ''] = makeKeys(now)[variable].split(':')
  const id = freeId(madeId, [...taken, ...idsIn(today[variable])])
  const fresh = `${id}:${key}`
  const old = today[variable] ?? `<what ${variable} is today>`
  return steps(id, [
    `In ${places[ring]}, behind today's; then restart those programs, one after another:\n${variable}=${old},${fresh}`,
    `When \`${status}\` shows that all of them open with ${id}, in front; restart them again:\n${variable}=${fresh},${old}`,
    `Wait until \`${status}\` shows that nothing needs the old key${waitFor[ring]}, then: npm run keys -- retire ${ring} <old id>`,
    `Take the old key out, and restart them:\n${variable}=${fresh}`,
  ])
}

const waitFor = {
  shared: ' (a worker seals rows anew; links end with their sign-in)',
  codec: " (Temporal's retention, after the runs of today have ended)",
  bot: ' (ten minutes)',
} as const

function pairSteps(today: Today, taken: readonly string[], now: Date): string {
  const made = makeKeys(now)
  const id = freeId(kidOf(made.TOKEN_PUBLIC_KEY), [...taken, ...kidsIn(today.TOKEN_PRIVATE_KEY), ...kidsIn(today.TOKEN_PUBLIC_KEY)])
  const [publicKey, privateKey] = [made.TOKEN_PUBLIC_KEY, made.TOKEN_PRIVATE_KEY].map((jwk) => withKid(jwk, id)) as [string, string]
  const old = today.TOKEN_PRIVATE_KEY === undefined ? '<each key of TOKEN_PRIVATE_KEY today>' : jwksIn(today.TOKEN_PRIVATE_KEY).join(',')
  return steps(id, [
    `In worker.env alone; then restart the workers. The bot must never have it:\nTOKEN_PRIVATE_KEY=[${old},${privateKey}]`,
    `When \`${status}\` shows that all workers open with ${id}, in bot.env and worker.env; restart both:\nTOKEN_PUBLIC_KEY=${publicKey}`,
    `Wait until \`${status}\` shows that nothing needs the old key (a worker seals rows anew), then: npm run keys -- retire tokens <old id>`,
    `Take the old key out of worker.env, and restart the workers:\nTOKEN_PRIVATE_KEY=${privateKey}`,
  ])
}

function steps(id: string, lines: readonly string[]): string {
  const head = `The new key is ${id}. It is shown once and kept nowhere: put it where your other secrets are, and begin then.`
  return [head, ...lines.map((line, index) => `${String(index + 1)}. ${line}`)].join('\n\n')
}

function freeId(wanted: string, taken: readonly string[]): string {
  let id = wanted
  for (let n = 2; taken.includes(id); n++) id = `${wanted}-${String(n)}`
  return id
}

const idsIn = (ring = ''): string[] => ring.split(',').map((pair) => pair.trim().split(':')[0] ?? '')

function jwksIn(value: string): string[] {
  const parsed = JSON.parse(value) as unknown
  return (Array.isArray(parsed) ? parsed : [parsed]).map((jwk) => JSON.stringify(jwk))
}

const kidOf = (jwk: string): string => (JSON.parse(jwk) as { kid: string }).kid
const kidsIn = (value?: string): string[] => (value === undefined ? [] : jwksIn(value).map(kidOf))
const withKid = (jwk: string, kid: string): string => JSON.stringify({ ...(JSON.parse(jwk) as object), kid })
