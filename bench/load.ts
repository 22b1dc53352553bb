// Commands from Teams: one, or a closed loop of some at once, each followed to its receipt.
import { randomUUID } from 'node:crypto'
import { alice, bob, type SandboxPerson } from '../sandbox/people.js'
import { createTeamsPerson } from '../test/support/teams-person.js'
import { now, within } from './clock.js'
import type { Side } from './side.js'
import type { StandIns } from './stand-ins.js'

/** Milliseconds from the command's departure. */
export interface Times {
  readonly acknowledged: number
  readonly receipt: number
}

let count = 0
/** Of one width, so that no name is part of another. */
export function nextName(): string {
  return `Bench${String(++count).padStart(6, '0')}`
}

export interface Sending {
  readonly waits: boolean
  readonly as?: SandboxPerson
}

/** Resolves with when it left and when it was answered. @throws where it isn't answered with 200 */
export async function sendCommand(
  side: Pick<Side, 'name' | 'url' | 'command'>,
  { teams, issuer }: StandIns,
  name: string,
  { waits, as = alice }: Sending,
): Promise<{ readonly sentAt: number; readonly answeredAt: number }> {
  const person = createTeamsPerson({ url: side.url, teams, issuer }, as)
  const body = JSON.stringify(person.activity({ id: randomUUID(), text: side.command(name, waits) }))
  const headers = { 'content-type': 'application/json', authorization: await tokenOf(issuer) }
  const sentAt = now()
  const response = await fetch(`${side.url}/api/messages`, { method: 'POST', headers, body })
  const answeredAt = now()
  await response.text()
  if (response.status !== 200) throw new Error(`The ${side.name === 'ours' ? 'bot' : 'peer'} answered ${String(response.status)}.`)
  return { sentAt, answeredAt }
}

/** Teams signs many activities with one token too. */
const tokens = new WeakMap<object, Promise<string>>()
function tokenOf(issuer: StandIns['issuer']): Promise<string> {
  const token = tokens.get(issuer) ?? issuer.token()
  tokens.set(issuer, token)
  return token
}

/** `total` runs, `atOnce` of them under way at any time. */
export async function runLoad(
  side: Side,
  standIns: StandIns,
  { total, atOnce }: { total: number; atOnce: number },
): Promise<{ readonly times: Times[]; readonly perSecond: number }> {
  const times: Times[] = []
  let left = total
  const beganAt = now()
  const one = async (): Promise<void> => {
    while (left-- > 0) times.push(await toReceipt(side, standIns))
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { times, perSecond: (total * 1_000) / (now() - beganAt) }
}

async function toReceipt(side: Side, standIns: StandIns): Promise<Times> {
  const name = nextName()
  const receipt = standIns.message(`Created the opportunity ${name}`)
  const { sentAt, answeredAt } = await sendCommand(side, standIns, name, { waits: false })
  return { acknowledged: answeredAt - sentAt, receipt: (await within(60, `the receipt of ${name} (${side.name})`, receipt)) - sentAt }
}

/** `total` runs that wait for Bob; resolves when all of them wait. */
export async function parkRuns(side: Side, standIns: StandIns, total: number): Promise<void> {
  let left = total
  const one = async (): Promise<void> => {
    while (left-- > 0) await sendCommand(side, standIns, nextName(), { waits: true, as: bob })
  }
  await Promise.all(Array.from({ length: 10 }, one))
  const parked = async (): Promise<void> => {
    while ((await side.countWaiting()) < total) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await within(180, 'the runs to wait', parked())
}
