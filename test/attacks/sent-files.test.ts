// Addresses in a message: files are fetched where Teams keeps them and nowhere else, and the bot's token goes to its connector only.
import { describe, expect, it } from 'vitest'
import { createFileHttp, wantsToken } from '../../bot/files/file-hosts.js'
import { fetchFile } from '../../bot/files/fetch-file.js'
import { harmlessName, typeOf } from '../../bot/files/harmless-name.js'
import { sentFiles } from '../../bot/files/sent-files.js'
import type { TeamsActivity } from '../../bot/teams-activity.js'
import { attachmentAt } from '../support/file-server.js'

const http = createFileHttp({ BOT_SERVICE_HOSTS: [], TEAMS_FILE_HOSTS: [] })
const SERVICE = 'https://smba.trafficmanager.net/amer/'

describe('the address of a file (row 13)', () => {
  it.each([
    'http://contoso-my.sharepoint.com/x',
    'https://contoso-my.sharepoint.com.evil.example/x',
    'https://sharepoint.com/x',
    'https://evil.example/contoso-my.sharepoint.com',
    'https://user:pass@contoso-my.sharepoint.com/x',
    'https://contoso-my.sharepoint.com:8443/x',
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://smba.trafficmanager.net.evil.example/v3/attachments/1/views/original',
    'file:///etc/passwd',
    'ftp://contoso-my.sharepoint.com/x',
    'data:text/plain,x',
    'https://a.b.sharepoint.com/x',
  ])('%s is refused before anything is sent', async (address) => {
    const [file] = sentFiles(messageWith(attachmentAt('x.txt', address)))
    expect(file && (await fetchFile(http, file, null))).toEqual({ kind: 'refused', name: 'x.txt', why: 'elsewhere' })
  })

  it('that is none brings no file', () => {
    expect(sentFiles(messageWith(attachmentAt('x.txt', 'not an address')))).toEqual([])
    expect(sentFiles(messageWith({ contentType: 'application/vnd.microsoft.teams.file.download.info', content: null }))).toEqual([])
  })
})

describe('the token of the bot', () => {
  const image = (contentUrl: string) => sentFiles(messageWith({ contentType: 'image/png', contentUrl }))
  it('goes to the connector that the message came from', () => {
    expect(image(`${SERVICE}v3/attachments/1/views/original`).map((file) => wantsToken(file, SERVICE))).toEqual([true])
  })

  it.each([
    'https://smba.trafficmanager.net.evil.example/v3/attachments/1/views/original',
    'https://evil.example/v3/attachments/1/views/original',
    'http://smba.trafficmanager.net/v3/attachments/1/views/original',
    'https://smba.trafficmanager.net/amer/v3/conversations',
    'https://contoso-my.sharepoint.com/v3/attachments/1',
  ])('never goes to %s', (address) => {
    expect(image(address).map((file) => wantsToken(file, SERVICE))).toEqual([false])
  })

  it('never goes where a file says that it is', () => {
    const files = sentFiles(messageWith(attachmentAt('x.png', `${SERVICE}v3/attachments/1/views/original`)))
    expect(files.map((file) => wantsToken(file, SERVICE))).toEqual([false])
  })
})

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\a.txt', 'C__Windows_a.txt'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['line\r\nbreak.txt', 'line__break.txt'],
    ['...', 'file'],
    ['', 'file'],
    [`${'x'.repeat(500)}.jpeg`, `${'x'.repeat(115)}.jpeg`],
  ])('%j becomes %j', (name, harmless) => {
    expect(harmlessName(name, '')).toBe(harmless)
  })

  it('without an ending gets that of its type', () => {
    expect(harmlessName('image', 'image/png')).toBe('image.png')
  })
})

it('a type is what the server says where it says one, else what the ending says; never a header of its own', () => {
  expect(typeOf('a.png', 'Image/JPEG; charset=x')).toBe('image/jpeg')
  expect(typeOf('a.png', 'application/octet-stream')).toBe('image/png')
  expect(typeOf('a.png', 'image/png\r\nx-evil: 1')).toBe('image/png')
  expect(typeOf('a', null)).toBe('application/octet-stream')
})

function messageWith(attachment: object): TeamsActivity {
  return {
    ...{ type: 'message', id: '1', channelId: 'msteams', serviceUrl: SERVICE, from: { id: '29:x' } },
    ...{ conversation: { id: 'a:x', conversationType: 'personal' }, attachments: [attachment] },
  } as unknown as TeamsActivity
}
