// `npm start` as a person meets it: everything comes up, what crashes comes back, and one Ctrl-C leaves nothing.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { appIds } from '../../app-names.js'
import { createDatabase } from '../../database.js'
import { createLogger } from '../../log.js'
import type { Addresses } from '../../sandbox/addresses.js'
import { anyFreePort } from '../support/any-free-port.js'
import { SANDBOX_TENANT } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { sandboxApps } from '../../sandbox/sandbox-apps.js'
import { listeningAddresses } from '../support/listening-sockets.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const START_SECONDS = 90
let folder: string
let launcher: ChildProcess
let output = ''
let occupied: Server

function start(): void {
  output = ''
  launcher = spawn(process.execPath, [join(root, 'sandbox', 'start.mjs'), '--no-install', '--state', folder], { cwd: root })
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
}

async function untilRunning(): Promise<void> {
  await until(
    `The sandbox, which said: ${output}`,
    () => Promise.resolve(existsSync(join(folder, 'addresses.json')) || launcher.exitCode !== null),
    START_SECONDS,
  )
  expect(launcher.exitCode, output).toBeNull()
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return launcher.exitCode
  launcher.kill(signal)
  const [code] = (await once(launcher, 'exit')) as [number | null]
  return code
}

const addresses = (): Addresses => JSON.parse(readFileSync(join(folder, 'addresses.json'), 'utf8')) as Addresses

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbot-launcher-'))
  // Ports of its own, so that a sandbox that runs on this machine isn't in the way; that of the bot is taken.
  const ports: Record<string, number> = {}
  for (const part of ['bot', 'temporal', 'temporalUi', 'alice', 'bob', 'entra', 'files', ...appIds]) ports[part] = await anyFreePort()
  await writeFile(join(folder, 'ports.json'), JSON.stringify(ports))
  occupied = createServer().listen(ports.bot, '127.0.0.1')
  await once(occupied, 'listening')
  start()
  await untilRunning()
}, START_SECONDS * 1_000)

afterAll(async () => {
  await stop('SIGINT')
  occupied.close()
  await rm(folder, { recursive: true, force: true })
})

it('prints the addresses and what to type, and writes them for scripts', () => {
  const { bot, teams, temporalUi, files, salesforce, servicenow, box } = addresses()
  for (const address of [bot, teams.alice, teams.bob, temporalUi, files, salesforce, servicenow, box]) expect(output).toContain(address)
  expect(output).toContain('create opportunity name: Acme amount: 50k stage: Prospecting')
})

it('a file that is sent from its page is with the run that it came for', async () => {
  const { files, databaseUrl } = addresses()
  const query = new URLSearchParams({ as: 'alice', name: 'photo.png', text: 'report incident title: From the page urgency: low' })
  const headers = { 'content-type': 'image/png', origin: files ?? '' }
  const sent = await fetch(`${files ?? ''}/send?${query.toString()}`, { method: 'POST', headers, body: 'pixels' })
  expect([sent.status, await sent.text()]).toEqual([200, 'Sent. Look into Teams, as Alice Jensen.'])
  const db = createDatabase(databaseUrl, { log: createLogger('test', 'silent') })
  try {
    const given = () => db.query(`select recipe, bytes from run_files join runs on runs.id = run_id join files on files.id = file_id`)
    await expect.poll(given).toEqual([{ recipe: 'reportIncident', bytes: 6 }])
  } finally {
    await db.end()
  }
})

it('steps over a port that is in use', () => {
  const { bot } = addresses()
  const port = (occupied.address() as { port: number }).port
  expect(Number(new URL(bot).port)).toBeGreaterThan(port)
})

it('every part answers at its address', async () => {
  const { bot, teams, temporalUi, entra, salesforce, servicenow, box } = addresses()
  const tenant = SANDBOX_TENANT
  for (const url of [
    `${bot}/readyz`,
    teams.alice,
    teams.bob,
    temporalUi,
    salesforce,
    servicenow,
    box,
    `${entra ?? ''}/${tenant}/v2.0/.well-known/openid-configuration`,
  ]) {
    expect([url, (await fetch(url ?? '')).status]).toEqual([url, 200])
  }
})

it.runIf(process.platform === 'linux')('nothing listens on anything but loopback', async () => {
  for (const [part, pid] of Object.entries(addresses().pids)) {
    const outside = (await listeningAddresses(pid)).filter((address) => !address.startsWith('127.'))
    expect([part, outside]).toEqual([part, []])
  }
})

it('the shared account of each app is connected already', async () => {
  const db = createDatabase(addresses().databaseUrl, { log: createLogger('test', 'silent') })
  const rows = await db.query(
    'select configuration_id as "app", kind, state, account_name as "account" from connections order by configuration_id',
  )
  await db.end()
  const shared = { kind: 'shared', state: 'connected', account: 'integration@contoso-sales.example' }
  expect(rows).toEqual(
    sandboxApps
      .map(({ id }) => id)
      .sort()
      .map((app) => ({ app, ...shared })),
  )
})

it('a second start says that it runs already, and leaves it alone', async () => {
  const second = spawn(process.execPath, [join(root, 'sandbox', 'start.mjs'), '--no-install', '--state', folder], { cwd: root })
  let said = ''
  second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(second, 'exit')) as [number]
  expect([code, said]).toEqual([1, expect.stringContaining('runs here already')])
  expect((await fetch(`${addresses().bot}/readyz`)).status).toBe(200)
})

it.each(['postgres', 'bot', 'worker', 'stand-ins'])('%s, killed, is named and started again', async (part) => {
  const before = addresses().pids[part] ?? 0
  const said = output.length
  process.kill(before, 'SIGKILL')
  await until(`${part} again`, () => Promise.resolve(output.slice(said).includes('is back')), 80)
  expect(output.slice(said)).toMatch(/ended \(signal SIGKILL\); starting it again/)
  expect(addresses().pids[part]).not.toBe(before)
  expect((await fetch(`${addresses().bot}/readyz`)).status).toBe(200)
})

it(
  'a launcher that is killed leaves nothing that the next one does not end; the same state and addresses go on',
  { timeout: START_SECONDS * 1_000 },
  async () => {
    const before = addresses()
    await stop('SIGKILL')
    await rm(join(folder, 'addresses.json'))
    start()
    await untilRunning()
    expect(output).toContain('Ended what an earlier start had left running')
    const { launcher: _own, ...left } = before.pids
    for (const [part, pid] of Object.entries(left)) expect([part, isAlive(pid)]).toEqual([part, false])
    const after = addresses()
    expect([after.bot, after.teams, after.salesforce]).toEqual([before.bot, before.teams, before.salesforce])
  },
)

it('one Ctrl-C ends every process and takes the addresses away', async () => {
  const { pids } = addresses()
  expect(await stop('SIGINT')).toBe(0)
  for (const [part, pid] of Object.entries(pids)) expect([part, isAlive(pid)]).toEqual([part, false])
  expect(existsSync(join(folder, 'addresses.json'))).toBe(false)
  expect(output).toContain('Everything is stopped.')
})
