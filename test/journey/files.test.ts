// A file that somebody sends in Teams, on its way to ServiceNow: with the command, before the form, and where it can't be had.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { dumpDatabase } from '../support/dump-database.js'
import { attachmentAt, startFileServer, type FileServer } from '../support/file-server.js'
import { signsIn } from '../support/sign-in.js'
import { answerRoster, createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to ServiceNow'
const START = 'Start Report incident'
let world: World
let files: FileServer
let alice: TeamsPerson
let bob: TeamsPerson
let servicenow: ServiceNowStandIn

beforeAll(async () => {
  files = await startFileServer()
  world = await startWorld({ others: ['servicenow'], env: { TEAMS_FILE_HOSTS: files.host } })
  servicenow = world.other('servicenow') as ServiceNowStandIn
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
}, 90_000)
afterAll(async () => {
  await world.close()
  await files.close()
})

const attached = (title: string) => {
  const { records } = servicenow
  const incident = records.rows('incident').find((row) => row.short_description === title)
  return records.rows('sys_attachment').filter((row) => row.table_sys_id === incident?.sys_id)
}
const runs = async () => (await world.db.query(`select id from runs`)).length
const inputs = (title: string) => ({ 'param.title': title, 'param.urgency': 'High' })

it('a photo that comes with the command is on the incident, byte by byte, and nowhere in the clear', async () => {
  const photo = Buffer.concat([Buffer.from('canary-of-the-photo'), randomBytes(600_000)])
  const attachments = [files.sends('..\\Beach house.jpg', photo, 'image/jpeg')]
  await alice.says('report incident title: Screen is dark urgency: high', { change: { attachments } })
  await alice.sees([SIGN_IN, 'Screen is dark'])
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees(['Reported INC', 'Open in ServiceNow'])
  const [row, ...others] = attached('Screen is dark')
  expect(others).toEqual([])
  expect(row).toMatchObject({ file_name: '_Beach house.jpg', content_type: 'image/jpeg', sys_created_by: 'alice.jensen' })
  expect(servicenow.records.bytesOf(row?.sys_id ?? '')?.equals(photo)).toBe(true)
  const dump = await dumpDatabase(world.ownerUrl)
  for (const secret of ['canary-of-the-photo', Buffer.from('canary-of-the-photo').toString('hex'), 'Beach house'])
    expect(dump).not.toContain(secret)
  // The address opens by itself: no token goes there.
  expect(files.asked.map(({ authorization }) => authorization)).toEqual([undefined])
})

it('a file that is sent alone is named, goes with the next form, and is shown where the form stood', async () => {
  await alice.says('', { change: { attachments: [files.sends('log.txt', Buffer.from('line 1'), 'text/plain')] } })
  await alice.sees(['I have **log.txt** (6 B)', 'next form'])
  await alice.says('report incident')
  await alice.sees(['Photo or file (optional)', 'log.txt (6 B)'])
  await alice.presses(START, { inputs: inputs('Sent before') })
  await alice.sees(['is started', 'log.txt'])
  await expect.poll(() => attached('Sent before').map(({ file_name }) => file_name)).toEqual(['log.txt'])
  await alice.says('report incident')
  await alice.sees('To add one, send me the file here')
})

it('a file that is sent while the form stands goes with it', async () => {
  await alice.says('report incident')
  await alice.says('', { change: { attachments: [files.sends('late.png', Buffer.from('png'), 'image/png')] } })
  await alice.sees('I have **late.png**')
  await alice.presses(START, { inputs: inputs('Sent after') })
  await expect.poll(() => attached('Sent after').map(({ file_name }) => file_name)).toEqual(['late.png'])
})

it('an image in the text comes from the connector, with the token of the bot', async () => {
  const { serviceUrl } = world.teams
  const image = { status: 200, body: 'pixels', headers: { 'content-type': 'image/png' } }
  const answer: typeof world.teams.answer = (how) => {
    world.teams.answer((request) => (request.path.includes('/v3/attachments/') ? image : how?.(request)))
  }
  answerRoster({ ...world.teams, answer })
  await world.stopBot()
  await world.startBot({ TEAMS_FILE_HOSTS: new URL(serviceUrl).host })
  const pasted = { contentType: 'image/*', contentUrl: `${serviceUrl}v3/attachments/0-eus-d1/views/original` }
  await alice.says('', { change: { attachments: [pasted] } })
  await alice.sees('I have **image.png**')
  const asked = world.teams.sent.find(({ path }) => path.includes('/v3/attachments/'))
  expect(asked?.authorization).toMatch(/^Bearer ./)
  await world.db.query(`delete from files`)
})

it('what cannot be had is said in words, beside its field, and nothing starts', async () => {
  await world.stopBot()
  await world.startBot()
  const before = await runs()
  const cases = [
    {
      says: "couldn't fetch gone.txt from Teams. Please send it again",
      attachment: attachmentAt('gone.txt', `http://${files.host}/nothing`),
    },
    { says: 'empty.txt is empty', attachment: files.sends('empty.txt', Buffer.alloc(0)) },
    { says: 'huge.bin is larger than 25 MB', attachment: files.sends('huge.bin', Buffer.alloc(26_214_401)) },
    { says: "inner.txt isn't where Teams keeps files", attachment: attachmentAt('inner.txt', 'http://169.254.169.254/latest/meta-data') },
  ]
  for (const { says, attachment } of cases) {
    await alice.says('report incident title: Not yet urgency: low', { change: { attachments: [attachment] } })
    await alice.sees(says)
  }
  expect(await runs()).toBe(before)
  expect(await world.db.query(`select id from files where not exists (select from run_files where file_id = files.id)`)).toEqual([])
})

it('more files than a recipe takes are named, and not fetched; so are those of a command that takes none', async () => {
  const send = (name: string) => files.sends(name, Buffer.from(name), 'text/plain')
  const attachments = [send('first.txt'), send('second.txt'), send('third.txt')]
  const asked = files.asked.length
  await alice.says('report incident title: Three files urgency: low', { change: { attachments } })
  await alice.sees(['I left out **second.txt** and **third.txt**: this takes one file.'])
  await expect.poll(() => attached('Three files').map(({ file_name }) => file_name), { timeout: 20_000 }).toEqual(['first.txt'])
  expect(files.asked.length).toBe(asked + 1)
  await alice.says('status', { change: { attachments: [send('useless.txt')] } })
  await alice.sees('I left out **useless.txt**: this takes no file.')
  expect(files.asked.length).toBe(asked + 1)
})

it('in a channel the form moves to the own chat, and says why', async () => {
  await alice.says('report incident title: From the channel urgency: low', { in: generalChannel })
  await alice.sees('Files reach me only in our own chat', { in: generalChannel })
  await alice.sees('From the channel')
  const attachments = [files.sends('not-here.txt', Buffer.from('x'))]
  const asked = files.asked.length
  await alice.says('report incident', { in: generalChannel, change: { attachments, text: '<at>Workbot</at> report incident' } })
  await expect.poll(() => alice.reads(generalChannel).filter((one) => one.includes('Files reach me only')).length).toBe(2)
  expect(files.asked.length).toBe(asked)
})

it('the file of somebody else is nobody else’s: neither a form nor a run gets it (row 23)', async () => {
  await alice.says('', { change: { attachments: [files.sends('alices.txt', Buffer.from('hers'))] } })
  await alice.sees('I have **alices.txt**')
  const [file] = await world.db.query<{ id: string }>(`select id from files order by staged_at desc limit 1`)
  const before = await runs()
  await bob.says('report incident')
  await bob.sees('To add one, send me the file here')
  const button = bob.buttons().find(({ title }) => title === START)
  const answer = await bob.sendsPress({ ...button?.data, ...inputs('Stolen'), files: { photo: file?.id } })
  expect(JSON.stringify(answer)).toContain("I don't keep that file any more")
  expect(await runs()).toBe(before)
  expect(await world.db.query(`select run_id from run_files where file_id = $1`, [file?.id])).toEqual([])
})
